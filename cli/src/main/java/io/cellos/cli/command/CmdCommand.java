package io.cellos.cli.command;

import io.cellos.backend.Backend;
import io.cellos.base.error.CellException;
import io.cellos.base.process.ShellWords;
import io.cellos.cli.input.ChosenNodes;
import io.cellos.cli.input.NodeChoice;
import io.cellos.cli.input.RoleNames;
import io.cellos.cli.output.Output;
import io.cellos.cli.remote.FanOut;
import io.cellos.cli.remote.FoldedResults;
import io.cellos.cli.settings.BackendChoice;
import io.cellos.cli.terminal.Programs;
import io.cellos.model.CellName;
import io.cellos.model.Role;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Runs a command on nodes. */
@Command(
    name = "cmd",
    description = {
      "Runs a command on one node, or on all nodes of a group at the same time.",
      "Its exit status becomes this command's: the worst one for all. Options of cell itself"
          + " stand before NAME.",
      "One word is a shell command; several words are a program and its arguments."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  cell cmd demo nucleus 0 \"curl -s localhost:8181/exhibitor/v1/cluster/status\"",
      "  cell cmd demo body 1 zk-list-nodes",
      "  cell cmd demo nucleus all df -h ."
    })
public final class CmdCommand implements Callable<Integer> {
  private final BackendChoice backends;
  private final Output output;
  private final Programs programs;
  private final FanOut fanOut;

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
      paramLabel = "INDEX|all",
      description = "One node, from 1; 0 for the first healthy one; all for all.")
  NodeChoice choice;

  @Parameters(index = "3..*", arity = "1..*", paramLabel = "COMMAND", description = "What to run.")
  List<String> words;

  public CmdCommand(BackendChoice backends, Output output, Programs programs, FanOut fanOut) {
    this.backends = backends;
    this.output = output;
    this.programs = programs;
    this.fanOut = fanOut;
  }

  @Override
  public Integer call() throws InterruptedException {
    Backend backend = common.open(backends);
    List<ChosenNodes.Named> nodes = ChosenNodes.find(backend.describe(name), role, choice);
    String command = ShellWords.command(words);
    return choice instanceof NodeChoice.All
        ? onAll(backend, nodes, command)
        : onOne(backend, nodes.getFirst(), command);
  }

  private int onOne(Backend backend, ChosenNodes.Named node, String command)
      throws InterruptedException {
    try {
      return programs.run(backend.command(name, node.id(), command));
    } catch (IOException e) {
      throw CellException.failed(
          "can't run the command on " + node.label() + ": " + e.getMessage(),
          "cell list " + name,
          e);
    }
  }

  private int onAll(Backend backend, List<ChosenNodes.Named> nodes, String command)
      throws InterruptedException {
    FoldedResults results =
        FoldedResults.of(fanOut.run(nodes, node -> backend.command(name, node.id(), command)));
    for (FoldedResults.Fold fold : results.folds()) {
      output.line(fold.heading());
      fold.output().lines().forEach(line -> output.line("  " + line));
    }
    return results.worst();
  }
}
