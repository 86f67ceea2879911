package io.cellos.backend.aws.view;

import io.cellos.backend.aws.client.AwsClients;
import io.cellos.base.error.CellException;
import io.cellos.model.CellDescription;
import io.cellos.model.Health;
import io.cellos.model.NodeId;
import io.cellos.model.NodeState;
import io.cellos.model.Role;
import io.cellos.nucleus.membership.Ensemble;
import io.cellos.nucleus.membership.Member;
import io.cellos.nucleus.membership.NucleusStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether the ensemble still has its majority, judged by the health of its members. */
final class Majority {
  private Majority() {}

  /** Empty if it has, or if no ensemble has formed yet. */
  static Optional<String> lost(AwsClients clients, Look look, CellDescription cell) {
    List<CellDescription.Node> nucleus =
        cell.groups().stream()
            .filter(group -> group.role() == Role.NUCLEUS)
            .flatMap(group -> group.nodes().stream())
            .toList();
    List<Member> voters = voters(clients, look);
    Set<NodeId> serving = ids(nucleus, Describer::isWell);
    Set<NodeId> coming = ids(nucleus, Majority::comes);
    long serve = voters.stream().filter(member -> serving.contains(member.node())).count();
    long come = voters.stream().filter(member -> coming.contains(member.node())).count();
    if (voters.isEmpty() || (serve + come) * 2 > voters.size()) {
      return Optional.empty();
    }
    return Optional.of(
        "the ensemble has lost its majority: %d of %d members %s; bring the others back, or cell nucleus restore %s"
            .formatted(serve, voters.size(), serve == 1 ? "serves" : "serve", cell.cell()));
  }

  private static boolean comes(CellDescription.Node node) {
    return node.health() == Health.UNKNOWN
        && (node.state() == NodeState.PENDING || node.state() == NodeState.RUNNING);
  }

  private static Set<NodeId> ids(
      List<CellDescription.Node> nodes, java.util.function.Predicate<CellDescription.Node> which) {
    return nodes.stream()
        .filter(which)
        .map(CellDescription.Node::id)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static List<Member> voters(AwsClients clients, Look look) {
    try {
      return new NucleusStore(CellStore.of(clients, look.stack()))
          .ensemble()
          .map(Ensemble::participants)
          .orElse(List.of());
    } catch (IOException e) {
      throw CellException.failed(
          "can't read the ensemble of cell " + look.stack().cell() + ": " + e.getMessage(),
          "check that " + CellStore.place(look.stack()) + " may be read",
          e);
    }
  }
}
