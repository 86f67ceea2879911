package io.cellos.cli.command;

import io.cellos.base.error.ExitCode;
import io.cellos.cli.body.Body;
import io.cellos.cli.body.TaskView;
import io.cellos.cli.body.Tasks;
import io.cellos.cli.output.Documents;
import io.cellos.cli.output.Format;
import io.cellos.cli.output.Output;
import io.cellos.cli.output.TaskTable;
import io.cellos.cli.settings.BackendChoice;
import io.cellos.model.CellName;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the tasks of the body, whichever framework launched them. */
@Command(
    name = "list",
    description = "Lists the tasks of the body, whoever launched them.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  cell task list demo",
      "  cell task list demo --all",
      "  cell task list demo -o json"
    })
public final class TaskListCommand implements Callable<Integer> {
  private final BackendChoice backends;
  private final Output output;

  @Mixin CommonOptions common;

  @Parameters(paramLabel = "NAME", description = "The cell.")
  CellName name;

  @Option(
      names = {"-a", "--all"},
      description = "Those that have ended, too, as far as the master remembers them.")
  boolean all;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      completionCandidates = Format.Names.class,
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  Format format;

  public TaskListCommand(BackendChoice backends, Output output) {
    this.backends = backends;
    this.output = output;
  }

  @Override
  public Integer call() {
    try (Body body = Body.of(common.open(backends), name)) {
      Tasks known = Tasks.of(body);
      List<TaskView> tasks = all ? known.all() : known.active();
      if (tasks.isEmpty() && format == Format.TABLE) {
        output.advice("There are no tasks. Run one: cell run " + name + " -- COMMAND");
      } else {
        Documents.print(output, format, tasks, () -> TaskTable.lines(tasks));
      }
    }
    return ExitCode.DONE.status();
  }
}
