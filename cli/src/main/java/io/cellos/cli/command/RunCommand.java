package io.cellos.cli.command;

import io.cellos.backend.Backend;
import io.cellos.base.error.CellException;
import io.cellos.base.process.ShellWords;
import io.cellos.cli.body.Body;
import io.cellos.cli.body.TaskEnd;
import io.cellos.cli.body.TaskRequest;
import io.cellos.cli.body.TaskRun;
import io.cellos.cli.output.Output;
import io.cellos.cli.settings.BackendChoice;
import io.cellos.cli.terminal.Interrupts;
import io.cellos.model.CellName;
import io.cellos.model.InvalidInputException;
import io.cellos.protocols.mesos.Resources;
import io.cellos.protocols.mesos.Roles;
import io.cellos.protocols.mesos.WireException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs one task in the body. */
@Command(
    name = "run",
    description = {
      "Runs a command as a task somewhere in the body, and shows what it prints.",
      "Its exit status becomes this command's. Ctrl-C ends the task. Options stand before NAME"
          + " or after it, and before --.",
      "One word is a shell command; several words are a program and its arguments."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  cell run demo -- hostname",
      "  cell run demo --cpus 2 --mem 1024 -- \"sort big | uniq -c\"",
      "  cell run demo --role web --env LEVEL=3 -- ./job --fast"
    })
public final class RunCommand implements Callable<Integer> {
  private static final Duration LAST_WORDS = Duration.ofSeconds(12);

  private final BackendChoice backends;
  private final Output output;
  private final Interrupts interrupts;

  @Mixin CommonOptions common;

  @Parameters(index = "0", paramLabel = "NAME", description = "The cell.")
  CellName name;

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "COMMAND", description = "What to run.")
  List<String> words;

  @Option(
      names = "--cpus",
      paramLabel = "N",
      defaultValue = "0.1",
      description = "Processors it needs (default: ${DEFAULT-VALUE}).")
  BigDecimal cpus;

  @Option(
      names = "--mem",
      paramLabel = "MB",
      defaultValue = "64",
      description = "Memory it needs (default: ${DEFAULT-VALUE}).")
  BigDecimal mem;

  @Option(
      names = "--disk",
      paramLabel = "MB",
      defaultValue = "0",
      description = "Disk space it needs (default: ${DEFAULT-VALUE}).")
  BigDecimal disk;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      defaultValue = Roles.ANY,
      description = "The Mesos role whose resources it uses (default: ${DEFAULT-VALUE}).")
  String role;

  @Option(
      names = "--name",
      paramLabel = "WORD",
      description = "The task's name (usually the command's first word).")
  String taskName;

  @Option(
      names = "--user",
      paramLabel = "USER",
      description = "Whom it runs as (usually whom tasks of the cell run as).")
  String user;

  @Option(
      names = "--env",
      paramLabel = "K=V",
      description = "A variable of its environment; may be repeated.")
  Map<String, String> environment = Map.of();

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "1m",
      description = "How long to wait for an agent with room (default: ${DEFAULT-VALUE}).")
  Duration timeout;

  public RunCommand(BackendChoice backends, Output output, Interrupts interrupts) {
    this.backends = backends;
    this.output = output;
    this.interrupts = interrupts;
  }

  @Override
  public Integer call() throws InterruptedException {
    Backend backend = common.open(backends);
    TaskRequest request = request(user == null ? backend.taskUser() : user);
    CountDownLatch over = new CountDownLatch(1);
    try (Body body = Body.of(backend, name)) {
      String id = request.name() + "." + UUID.randomUUID();
      TaskRun run = new TaskRun(body, request, id, output.out(), output.err(), output::remark);
      try (Interrupts.Registration registration =
          interrupts.onInterrupt(
              () -> {
                run.interrupt();
                await(over);
              })) {
        return status(run.run(timeout));
      }
    } finally {
      over.countDown();
    }
  }

  /** This program ends when it has done what Ctrl-C asks for, so that has to take until then. */
  private static void await(CountDownLatch over) {
    try {
      over.await(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private TaskRequest request(String runsAs) {
    Roles.problem(role)
        .ifPresent(
            problem -> {
              throw new InvalidInputException(problem);
            });
    return new TaskRequest(
        taskName == null ? firstWord() : taskName,
        ShellWords.command(words),
        needs(),
        role,
        runsAs,
        environment);
  }

  private String firstWord() {
    String word = words.getFirst().strip().split("\\s+", 2)[0];
    String plain = word.substring(word.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9_-]", "");
    return plain.isEmpty() ? "task" : plain;
  }

  private Resources needs() {
    if (cpus.signum() < 0 || mem.signum() < 0 || disk.signum() < 0) {
      throw new InvalidInputException("--cpus, --mem and --disk can't be negative");
    }
    try {
      return Resources.parse(
          "cpus:%s;mem:%s;disk:%s"
              .formatted(cpus.toPlainString(), mem.toPlainString(), disk.toPlainString()));
    } catch (WireException e) {
      throw new InvalidInputException(e.getMessage());
    }
  }

  private int status(TaskEnd end) {
    return end.exitStatus()
        .orElseThrow(
            () ->
                CellException.failed(
                    "the task ended as %s%s"
                        .formatted(
                            end.state(), end.message().isEmpty() ? "" : ": " + end.message()),
                    "cell task list " + name + " --all"));
  }
}
