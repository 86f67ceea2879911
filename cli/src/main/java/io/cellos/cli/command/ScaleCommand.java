package io.cellos.cli.command;

import io.cellos.backend.Backend;
import io.cellos.backend.progress.CellGoal;
import io.cellos.backend.progress.Progress;
import io.cellos.backend.progress.Wish;
import io.cellos.base.error.ExitCode;
import io.cellos.cli.input.RoleNames;
import io.cellos.cli.output.Output;
import io.cellos.cli.progress.Waiting;
import io.cellos.cli.settings.BackendChoice;
import io.cellos.cli.terminal.Confirmation;
import io.cellos.model.CellDescription;
import io.cellos.model.CellName;
import io.cellos.model.Role;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes how many nodes a group has. */
@Command(
    name = "scale",
    description = {
      "Sets the size of a group and waits until the cell has it.",
      "Nodes that leave have their tasks ended first, each with its grace period.",
      "Shrinking the nucleus or the stateful body asks first."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  cell scale demo nucleus 3",
      "  cell scale demo body 0",
      "  cell scale demo nucleus 1 --yes"
    })
public final class ScaleCommand implements Callable<Integer> {
  private final BackendChoice backends;
  private final Output output;
  private final Confirmation confirm;
  private final Waiting waiting;

  @Mixin WaitOptions wait;
  @Mixin CommonOptions common;

  @Parameters(index = "0", paramLabel = "NAME", description = "The cell.")
  CellName name;

  @Parameters(
      index = "1",
      paramLabel = "ROLE",
      completionCandidates = RoleNames.class,
      description = "The group: ${COMPLETION-CANDIDATES}.")
  Role role;

  @Parameters(index = "2", paramLabel = "N", description = "How many nodes it shall have.")
  int size;

  @Option(names = "--yes", description = "Shrink without asking.")
  boolean yes;

  public ScaleCommand(
      BackendChoice backends, Output output, Confirmation confirm, Waiting waiting) {
    this.backends = backends;
    this.output = output;
    this.confirm = confirm;
    this.waiting = waiting;
  }

  @Override
  public Integer call() throws InterruptedException {
    role.checkSize(size);
    Backend backend = common.open(backends);
    int present = desired(backend.describe(name));
    String again = "cell scale %s %s %d".formatted(name, role, size);
    if (size < present && role.holdsData() && !yes) {
      confirm.require(
          "Shrinking the %s of %s from %d to %d ends nodes that hold data."
              .formatted(role, name, present, size),
          "yes",
          again + " --yes");
    }
    Instant since = waiting.now();
    Wish wish = new Wish(name, CellGoal.sized(role, size), wait.timeout(backend), again);
    waiting.guarded(wish, () -> backend.scale(name, role, size, wait.timeout(backend)));
    if (wait.noWait) {
      output.line("%s of %s is going from %d to %d".formatted(role, name, present, size));
      return ExitCode.DONE.status();
    }
    Progress progress = waiting.await(backend, wish, since);
    waiting.explain(progress, since);
    output.line("%s of %s has %d %s".formatted(role, name, size, size == 1 ? "node" : "nodes"));
    return ExitCode.DONE.status();
  }

  private int desired(CellDescription cell) {
    return cell.groups().stream()
        .filter(group -> group.role() == role)
        .mapToInt(CellDescription.Group::desired)
        .sum();
  }
}
