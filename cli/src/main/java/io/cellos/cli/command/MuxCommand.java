package io.cellos.cli.command;

import io.cellos.base.error.CellException;
import io.cellos.base.error.ExitCode;
import io.cellos.cli.input.RoleNames;
import io.cellos.cli.mux.Pane;
import io.cellos.cli.mux.PaneProgram;
import io.cellos.cli.mux.SessionLayout;
import io.cellos.cli.mux.Tmux;
import io.cellos.cli.output.Output;
import io.cellos.cli.settings.BackendChoice;
import io.cellos.model.CellDescription;
import io.cellos.model.CellName;
import io.cellos.model.Role;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Opens shells on all nodes in tmux. */
@Command(
    name = "mux",
    description = {
      "Opens tmux with a window for each group and a shell on each node in it.",
      "Run again, it shows the same session; end it with: tmux kill-session."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  cell mux demo", "  cell mux demo nucleus"})
public final class MuxCommand implements Callable<Integer> {
  /** More shells than this nobody looks at, and each is a connection of its own. */
  private static final int MOST = 99;

  private final BackendChoice backends;
  private final Output output;
  private final Tmux tmux;
  private final PaneProgram program;

  @Mixin CommonOptions common;

  @Parameters(index = "0", paramLabel = "NAME", description = "The cell.")
  CellName name;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "ROLE",
      completionCandidates = RoleNames.class,
      description = "Only this group: ${COMPLETION-CANDIDATES}.")
  Role role;

  public MuxCommand(BackendChoice backends, Output output, Tmux tmux, PaneProgram program) {
    this.backends = backends;
    this.output = output;
    this.tmux = tmux;
    this.program = program;
  }

  @Override
  public Integer call() throws InterruptedException {
    CellDescription cell = common.open(backends).describe(name);
    String session = session(cell);
    if (!tmux.has(session)) {
      int status = tmux.run(layout(session, groups(cell)));
      if (status != 0) {
        throw CellException.failed(
            "tmux could not lay out session %s (status %d)".formatted(session, status),
            "cell mux needs tmux 3.2 or newer; one node without it: cell ssh %s ROLE"
                .formatted(name));
      }
    }
    if (!output.canRedraw()) {
      output.line(
          "session " + session + " is there; see it on a terminal: " + tmux.attach(session));
      return ExitCode.DONE.status();
    }
    return tmux.show(session);
  }

  /** Cells of the same name in other places have sessions of their own. */
  private String session(CellDescription cell) {
    String where = cell.region().equals(cell.backend()) ? "" : "-" + cell.region();
    String what = role == null ? "" : "-" + role;
    return "cell-" + name + where + what;
  }

  private List<CellDescription.Group> groups(CellDescription cell) {
    List<CellDescription.Group> groups =
        cell.groups().stream()
            .filter(group -> role == null || group.role() == role)
            .filter(group -> !group.nodes().isEmpty())
            .toList();
    int nodes = groups.stream().mapToInt(group -> group.nodes().size()).sum();
    if (nodes == 0) {
      throw CellException.failed(
          "cell " + name + " has no " + (role == null ? "" : role + " ") + "nodes",
          "see what it has: cell list " + name);
    }
    if (nodes > MOST) {
      throw CellException.failed(
          "%d nodes are more than a screen is good for (%d)".formatted(nodes, MOST),
          "name a smaller group: cell mux %1$s nucleus, or run the same on all: cell cmd %1$s body all COMMAND"
              .formatted(name));
    }
    return groups;
  }

  private List<String> layout(String session, List<CellDescription.Group> groups) {
    SessionLayout layout = new SessionLayout(session);
    for (CellDescription.Group group : groups) {
      List<Pane> panes =
          group.nodes().stream()
              .map(node -> program.ofNode(name, group.role(), node.index(), backends.options()))
              .toList();
      layout.add(group.role().toString(), panes, program.environment());
    }
    return layout.words();
  }
}
