package io.cellos.cli.command;

import io.cellos.backend.Backend;
import io.cellos.base.error.ExitCode;
import io.cellos.cli.output.Output;
import io.cellos.cli.progress.Waiting;
import io.cellos.cli.settings.BackendChoice;
import io.cellos.cli.terminal.Confirmation;
import io.cellos.model.CellName;
import io.cellos.model.CellSummary;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Removes a cell. */
@Command(
    name = "delete",
    description = {
      "Removes a cell with all its data, and proves that nothing of it is left.",
      "Asks for the cell's name first."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  cell delete demo", "  cell delete demo --yes"})
public final class DeleteCommand implements Callable<Integer> {
  private final BackendChoice backends;
  private final Output output;
  private final Confirmation confirm;
  private final Waiting waiting;

  @Mixin CommonOptions common;

  @Parameters(paramLabel = "NAME", description = "The cell.")
  CellName name;

  @Option(names = "--yes", description = "Delete without asking.")
  boolean yes;

  public DeleteCommand(
      BackendChoice backends, Output output, Confirmation confirm, Waiting waiting) {
    this.backends = backends;
    this.output = output;
    this.confirm = confirm;
    this.waiting = waiting;
  }

  @Override
  public Integer call() {
    Backend backend = common.open(backends);
    if (!yes) {
      confirm.require(
          find(backend)
              .map(cell -> "This deletes cell " + name + where(cell) + " and all its data.")
              .orElse(
                  "There is no cell %s. This deletes what may be left of one, with all its data."
                      .formatted(name)),
          name.value(),
          "cell delete " + name + " --yes");
    }
    waiting.whole(name, "cell delete " + name + " --yes", () -> backend.delete(name, output::line));
    output.line("cell " + name + " is deleted");
    return ExitCode.DONE.status();
  }

  /**
   * By the list, because a damaged cell is in it and may not be fit to be described. One that is
   * half deleted may not even be in the list; only its deletion finds out.
   */
  private Optional<CellSummary> find(Backend backend) {
    return backend.list().stream().filter(cell -> cell.cell().equals(name.value())).findFirst();
  }

  /** Nothing for a cell that is where its user is. */
  private static String where(CellSummary cell) {
    return cell.region().equals(cell.backend())
        ? ""
        : " in region %s of backend %s".formatted(cell.region(), cell.backend());
  }
}
