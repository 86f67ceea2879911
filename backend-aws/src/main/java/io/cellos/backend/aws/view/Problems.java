package io.cellos.backend.aws.view;

import io.cellos.backend.aws.client.AtOnce;
import io.cellos.backend.aws.client.AwsClients;
import io.cellos.coordination.BootStatus;
import io.cellos.coordination.SharedStore;
import io.cellos.model.BootEvent;
import io.cellos.model.CellDescription;
import io.cellos.model.CellName;
import io.cellos.model.CellStatus;
import io.cellos.model.Health;
import io.cellos.model.NodeState;
import io.cellos.model.Role;
import io.cellos.node.aws.NodeHealths;
import io.cellos.node.health.NodeHealth;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;

/** Says what is wrong with a cell, each with its cause and what to do. */
public final class Problems {
  /** Who has a hundred broken nodes looks at the first ones. */
  private static final int NODES_NAMED = 5;

  private final AwsClients clients;
  private final Describer describer;

  public Problems(AwsClients clients, Describer describer) {
    this.clients = clients;
    this.describer = describer;
  }

  /** Nothing more is asked of AWS about a cell that is complete. */
  public List<String> find(CellName name) {
    Look look = describer.recent(name);
    CellDescription cell = describer.describe(look);
    List<Supplier<List<String>>> answers = new ArrayList<>();
    try (AtOnce calls = new AtOnce()) {
      answers.add(calls.begin(() -> StackProblem.of(clients, look.stack()).stream().toList()));
      boolean lives = cell.status() == CellStatus.DEGRADED || cell.status() == CellStatus.CREATING;
      for (CellDescription.Group group : lives ? cell.groups() : List.<CellDescription.Group>of()) {
        if (group.role() == Role.NUCLEUS && isShort(group)) {
          answers.add(calls.begin(() -> Majority.lost(clients, look, cell).stream().toList()));
        }
        if (isShort(group)) {
          answers.add(calls.begin(() -> ofGroup(look, cell, group)));
        }
      }
    }
    return answers.stream().map(Supplier::get).flatMap(List::stream).toList();
  }

  private static boolean isShort(CellDescription.Group group) {
    return well(group) < group.desired();
  }

  private static long well(CellDescription.Group group) {
    return group.nodes().stream().filter(Describer::isWell).count();
  }

  private List<String> ofGroup(Look look, CellDescription cell, CellDescription.Group group) {
    List<String> problems = new ArrayList<>();
    List<CellDescription.Node> unwell =
        group.nodes().stream()
            .filter(n -> n.state() == NodeState.FAILED || n.health() == Health.UNHEALTHY)
            .toList();
    unwell.stream()
        .limit(NODES_NAMED)
        .map(node -> ofNode(look, group.role(), node))
        .forEach(problems::add);
    if (unwell.size() > NODES_NAMED) {
      problems.add(
          "%d more nodes of the %s are unhealthy; see them with: cell list %s"
              .formatted(unwell.size() - NODES_NAMED, group.role(), cell.cell()));
    }
    shortage(look.groups().get(group.role()), group).ifPresent(problems::add);
    if (problems.isEmpty() && cell.status() != CellStatus.CREATING) {
      problems.add(
          "%s has %d of %d nodes healthy; it mends itself where it can, see: cell log %s"
              .formatted(group.role(), well(group), group.desired(), cell.cell()));
    }
    return problems;
  }

  private String ofNode(Look look, Role role, CellDescription.Node node) {
    String address = "%s %s %d".formatted(look.stack().cell(), role, node.index());
    return "%s-%d (%s) %s%s; look closer: cell log %s, or: cell ssh %s"
        .formatted(
            role,
            node.index(),
            node.id(),
            node.state() == NodeState.FAILED ? "failed" : "is unhealthy",
            reason(look, node),
            address,
            address);
  }

  private String reason(Look look, CellDescription.Node node) {
    SharedStore store = CellStore.of(clients, look.stack());
    BootStatus boots = new BootStatus(store);
    NodeHealth.State state = look.healths().get(node.id());
    try {
      Optional<String> detail =
          state == null
              ? Optional.empty()
              : Optional.of(NodeHealths.detail(store, node.id(), state)).filter(t -> !t.isBlank());
      Optional<String> step =
          boots.read(node.id()).stream()
              .filter(event -> event.kind() == BootEvent.Kind.FAILED)
              .map(BootEvent::step)
              .reduce((first, second) -> second);
      return step.map(name -> " in step " + name).orElse("")
          + detail.map(what -> " (" + what + ")").orElse("");
    } catch (IOException e) {
      return ""; // that the node is unwell is worth more than why its words can't be read
    }
  }

  private Optional<String> shortage(AutoScalingGroup scaling, CellDescription.Group group) {
    if (scaling == null || group.nodes().size() >= group.desired()) {
      return Optional.empty();
    }
    Optional<Activity> failure = Activities.failure(Activities.newest(clients, scaling));
    return failure.map(
        activity ->
            "%s has %d of %d nodes: %s; %s"
                .formatted(
                    group.role(),
                    group.nodes().size(),
                    group.desired(),
                    withoutStop(activity.statusMessage()),
                    Activities.nextStep(String.valueOf(activity.statusMessage()))));
  }

  private static String withoutStop(String sentence) {
    String text = String.valueOf(sentence).strip();
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }
}
