package io.cellos.cli.command;

import io.cellos.base.error.CellException;
import io.cellos.base.error.ExitCode;
import io.cellos.cli.body.Body;
import io.cellos.cli.body.SandboxFile;
import io.cellos.cli.body.TaskView;
import io.cellos.cli.body.Tasks;
import io.cellos.cli.output.Output;
import io.cellos.cli.settings.BackendChoice;
import io.cellos.model.CellName;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a task has printed. */
@Command(
    name = "log",
    description = "Shows what a task has printed, running or ended.",
    footerHeading = "%nExamples:%n",
    footer = {"  cell task log demo web.1", "  cell task log demo web.1 --stderr -f"})
public final class TaskLogCommand implements Callable<Integer> {
  private static final Duration PAUSE = Duration.ofMillis(250);

  /** Asking for all tasks is much work for a big cell's master. */
  private static final int LOOKS_BEFORE_ASKING = 8;

  private final BackendChoice backends;
  private final Output output;

  @Mixin CommonOptions common;

  @Parameters(index = "0", paramLabel = "NAME", description = "The cell.")
  CellName name;

  @Parameters(index = "1", paramLabel = "TASK", description = "The task's id, as listed.")
  String task;

  @Option(
      names = {"-f", "--follow"},
      description = "Stay until the task has ended, or Ctrl-C.")
  boolean follow;

  @Option(names = "--stderr", description = "What it printed to standard error instead.")
  boolean stderr;

  public TaskLogCommand(BackendChoice backends, Output output) {
    this.backends = backends;
    this.output = output;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (Body body = Body.of(common.open(backends), name)) {
      TaskView found = Tasks.of(body).find(task, name);
      SandboxFile file = file(body, found);
      if (!passOn(body, file) && (!follow || found.hasEnded())) {
        throw CellException.failed(
            "task %s has no sandbox on agent %s (any more)".formatted(task, found.agent().host()),
            "cell task list %s --all".formatted(name));
      }
      if (follow) {
        followTo(body, file, found);
      }
    }
    return ExitCode.DONE.status();
  }

  private SandboxFile file(Body body, TaskView found) {
    if (found.agent() == null) {
      throw CellException.failed(
          "the agent that task %s ran on is gone, and its files with it".formatted(task),
          "cell task list %s --all".formatted(name));
    }
    return SandboxFile.of(body, found, stderr ? "stderr" : "stdout");
  }

  private void followTo(Body body, SandboxFile file, TaskView begun) throws InterruptedException {
    boolean ended = begun.hasEnded();
    for (int look = 1; !ended && !output.isClosed(); look++) {
      Thread.sleep(PAUSE);
      ended = look % LOOKS_BEFORE_ASKING == 0 && Tasks.of(body).find(task, name).hasEnded();
      passOn(body, file); // after asking, so that an ended task's last words are in it
    }
  }

  private boolean passOn(Body body, SandboxFile file) {
    try {
      return file.passOn(output.out());
    } catch (IOException e) {
      throw body.failed("read what task " + task + " prints", e);
    }
  }
}
