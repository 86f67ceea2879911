package io.cellos.cli.command;

import io.cellos.backend.Backend;
import io.cellos.backend.CellEvent;
import io.cellos.backend.LogLine;
import io.cellos.base.error.ExitCode;
import io.cellos.cli.input.ChosenNodes;
import io.cellos.cli.input.NodeChoice;
import io.cellos.cli.input.RoleNames;
import io.cellos.cli.output.LogText;
import io.cellos.cli.output.Output;
import io.cellos.cli.settings.BackendChoice;
import io.cellos.model.CellName;
import io.cellos.model.Role;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what happens in a cell, or the logs of nodes. */
@Command(
    name = "log",
    description = {
      "Shows what happens in the cell as it happens, until Ctrl-C.",
      "With a role: the logs of its nodes, merged; -f stays and follows them."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  cell log demo",
      "  cell log demo --no-follow",
      "  cell log demo nucleus",
      "  cell log demo body 1 -f"
    })
public final class LogCommand implements Callable<Integer> {
  private final BackendChoice backends;
  private final Output output;

  @Mixin CommonOptions common;

  @Parameters(index = "0", paramLabel = "NAME", description = "The cell.")
  CellName name;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "ROLE",
      completionCandidates = RoleNames.class,
      description = "The group: ${COMPLETION-CANDIDATES}.")
  Role role;

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "INDEX",
      defaultValue = "all",
      description = "One node, from 1; 0 for the first healthy one; all if left out.")
  NodeChoice choice;

  @Option(
      names = {"-f", "--follow"},
      description = "Stay until Ctrl-C (usual without a role).")
  boolean follow;

  @Option(names = "--no-follow", description = "Show what there is and end (usual with a role).")
  boolean noFollow;

  public LogCommand(BackendChoice backends, Output output) {
    this.backends = backends;
    this.output = output;
  }

  @Override
  public Integer call() throws InterruptedException {
    Backend backend = common.open(backends);
    if (role == null) {
      backend.events(name, !noFollow, this::print);
    } else {
      backend.logs(name, role, index(backend), follow && !noFollow, this::print);
    }
    return ExitCode.DONE.status();
  }

  private OptionalInt index(Backend backend) {
    if (choice instanceof NodeChoice.All) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(
        ChosenNodes.find(backend.describe(name), role, choice).getFirst().index());
  }

  private void print(CellEvent event) {
    output.line(LogText.of(event));
    endIfNobodyReads();
  }

  private void print(LogLine line) {
    output.line(LogText.of(line, output.ansi()));
    endIfNobodyReads();
  }

  /** Following ends by interruption only, so a reader that went away becomes one. */
  private void endIfNobodyReads() {
    if (output.isClosed()) {
      Thread.currentThread().interrupt();
    }
  }
}
