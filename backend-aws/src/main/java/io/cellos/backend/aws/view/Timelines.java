package io.cellos.backend.aws.view;

import io.cellos.backend.NodeTimeline;
import io.cellos.backend.aws.client.AtOnce;
import io.cellos.backend.aws.client.AwsClients;
import io.cellos.base.error.CellException;
import io.cellos.coordination.BootStatus;
import io.cellos.model.CellDescription;
import io.cellos.model.CellName;
import io.cellos.model.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Joins the nodes of a cell with what they reported about their boot. */
public final class Timelines {
  /** In a larger cell only those are read that somebody may still wait for. */
  private static final int ALL_UP_TO = 50;

  private final AwsClients clients;
  private final Describer describer;

  public Timelines(AwsClients clients, Describer describer) {
    this.clients = clients;
    this.describer = describer;
  }

  /**
   * In the order of the description. In a cell of more than 50 nodes those that are ready come
   * without events.
   */
  public List<NodeTimeline> of(CellName name) {
    Look look = describer.recent(name);
    CellDescription cell = describer.describe(look);
    BootStatus boots = new BootStatus(CellStore.of(clients, look.stack()));
    boolean all = cell.groups().stream().mapToInt(g -> g.nodes().size()).sum() <= ALL_UP_TO;
    List<Supplier<NodeTimeline>> timelines = new ArrayList<>();
    try (AtOnce reads = new AtOnce()) {
      for (CellDescription.Group group : cell.groups()) {
        for (CellDescription.Node node : group.nodes()) {
          timelines.add(
              all || !Describer.isWell(node)
                  ? reads.begin(() -> read(group.role(), node, boots, look))
                  : () -> new NodeTimeline(group.role(), node, List.of(), Optional.empty()));
        }
      }
    }
    return timelines.stream().map(Supplier::get).toList();
  }

  private static NodeTimeline read(
      Role role, CellDescription.Node node, BootStatus boots, Look look) {
    try {
      Optional<String> waiting =
          Describer.isWell(node) ? Optional.empty() : boots.waitingFor(node.id());
      return new NodeTimeline(role, node, boots.read(node.id()), waiting);
    } catch (IOException e) {
      throw CellException.failed(
          "can't read how far " + role + "-" + node.index() + " is: " + e.getMessage(),
          "check that " + CellStore.place(look.stack()) + " may be read",
          e);
    }
  }
}
