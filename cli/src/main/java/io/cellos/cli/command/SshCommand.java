package io.cellos.cli.command;

import io.cellos.backend.Backend;
import io.cellos.base.error.CellException;
import io.cellos.cli.input.ChosenNodes;
import io.cellos.cli.input.NodeChoice;
import io.cellos.cli.input.RoleNames;
import io.cellos.cli.settings.BackendChoice;
import io.cellos.cli.terminal.Programs;
import io.cellos.model.CellName;
import io.cellos.model.InvalidInputException;
import io.cellos.model.Role;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Opens a shell on a node. */
@Command(
    name = "ssh",
    description = "Opens a shell on a node, in its directory and with its environment.",
    footerHeading = "%nExamples:%n",
    footer = {"  cell ssh demo nucleus", "  cell ssh demo body 2"})
public final class SshCommand implements Callable<Integer> {
  private final BackendChoice backends;
  private final Programs programs;

  @Mixin CommonOptions common;

  @Parameters(index = "0", paramLabel = "NAME", description = "The cell.")
  CellName name;

  @Parameters(
      index = "1",
      paramLabel = "ROLE",
      completionCandidates = RoleNames.class,
      description = "The group: ${COMPLETION-CANDIDATES}.")
  Role role;

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "INDEX",
      defaultValue = "0",
      description = "The node, from 1; the first healthy one if left out or 0.")
  NodeChoice choice;

  public SshCommand(BackendChoice backends, Programs programs) {
    this.backends = backends;
    this.programs = programs;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (choice instanceof NodeChoice.All) {
      throw new InvalidInputException("a shell is on one node: name it by its index");
    }
    Backend backend = common.open(backends);
    ChosenNodes.Named node = ChosenNodes.find(backend.describe(name), role, choice).getFirst();
    try {
      return programs.run(backend.shell(name, node.id()));
    } catch (IOException e) {
      throw CellException.failed(
          "can't open a shell on " + node.label() + ": " + e.getMessage(), "cell list " + name, e);
    }
  }
}
