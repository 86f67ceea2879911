package io.cellos.backend.local.group;

import io.cellos.model.NodeId;
import io.cellos.model.Role;
import io.cellos.nucleus.membership.Goal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides what to do so that every group has its desired size. It remembers nothing: the same view
 * at the same time always gives the same plan, so a new controller goes on where a killed one
 * stopped.
 */
public final class GroupPlanner {
  /** How long a node that was ready may fail its health checks. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private GroupPlanner() {}

  /** The effects that are due now, in the order in which they are to be begun. */
  public static List<Effect> plan(GroupView view, Instant now) {
    List<Effect> effects = new ArrayList<>();
    Set<NodeId> leaving = new HashSet<>();
    for (Role role : Role.values()) {
      Plan plan = new Plan(view, role, now);
      plan.run();
      effects.addAll(plan.effects);
      if (role == Role.NUCLEUS) {
        leaving.addAll(plan.leaving);
      }
    }
    Goal wanted = new Goal(view.desired().get(Role.NUCLEUS), leaving);
    if (!view.goal().equals(Optional.of(wanted))) {
      effects.addFirst(new Effect.SetGoal(wanted));
    }
    return List.copyOf(effects);
  }

  /** The plan of one group while it is made. */
  private static final class Plan {
    private final GroupView view;
    private final Role role;
    private final Instant now;
    private final int desired;
    private final List<Effect> effects = new ArrayList<>();
    private final Set<NodeId> leaving = new HashSet<>();

    Plan(GroupView view, Role role, Instant now) {
      this.view = view;
      this.role = role;
      this.now = now;
      this.desired = view.desired().get(role);
    }

    void run() {
      List<NodeView> group = new ArrayList<>(view.of(role));
      group.removeIf(node -> node.life() == Life.ENDING || node.life() == Life.STOPPED);
      shrink(group);
      for (NodeView node : List.copyOf(group)) {
        switch (node.life()) {
          case STARTING, BOOTING, FAILED -> {}
          case READY -> cure(node, group);
          case DEAD -> revive(node, group);
          case RESUMING ->
              effects.add(new Effect.Restart(node.id(), "it was stopped, or is to be tried again"));
          // taken out above
          case ENDING, STOPPED -> {}
        }
      }
      grow(group);
    }

    /** Takes the nodes that are too many out of the group. */
    private void shrink(List<NodeView> group) {
      List<NodeView> victims =
          group.stream()
              .sorted(leastNeededFirst())
              .limit(Math.max(0, group.size() - desired))
              .toList();
      group.removeAll(victims);
      for (NodeView victim : victims) {
        if (role == Role.NUCLEUS) {
          leaving.add(victim.id());
        }
        String why = "the group shrinks to " + desired;
        if (role != Role.NUCLEUS && hasAgent(victim)) {
          effects.add(new Effect.Leave(victim.id(), why));
        } else if (role != Role.NUCLEUS || hasLeft(victim)) {
          retire(victim, why);
        }
      }
    }

    private static boolean hasAgent(NodeView node) {
      return switch (node.life()) {
        case STARTING, BOOTING, READY -> true;
        case FAILED, DEAD, RESUMING, ENDING, STOPPED -> false;
      };
    }

    /**
     * A nucleus node may only end once it was told to leave and the ensemble goes on without it.
     */
    private boolean hasLeft(NodeView node) {
      boolean told = view.goal().filter(goal -> goal.leaving().contains(node.id())).isPresent();
      return told && !view.members().contains(node.id());
    }

    private Comparator<NodeView> leastNeededFirst() {
      Set<NodeId> told = view.goal().map(Goal::leaving).orElse(Set.of());
      return Comparator.<NodeView>comparingInt(node -> told.contains(node.id()) ? 0 : 1)
          .thenComparingInt(node -> isWell(node) ? 1 : 0)
          .thenComparing(Comparator.comparingInt(NodeView::index).reversed())
          .thenComparing(NodeView::id);
    }

    private static boolean isWell(NodeView node) {
      return switch (node.life()) {
        case READY -> node.unhealthySince().isEmpty();
        case STARTING, BOOTING, RESUMING -> true;
        case FAILED, DEAD, ENDING, STOPPED -> false;
      };
    }

    /** A node that was ready and fails its checks for too long is given up. */
    private void cure(NodeView node, List<NodeView> group) {
      boolean tooLong =
          node.unhealthySince().filter(since -> !now.isBefore(since.plus(PATIENCE))).isPresent();
      if (!tooLong) {
        return;
      }
      String why = "it failed its health checks for " + PATIENCE.toSeconds() + " s";
      if (node.tasksRun() && view.mayFill(node.slot(), now)) {
        effects.add(new Effect.Restart(node.id(), why));
      } else if (role != Role.NUCLEUS) {
        group.remove(node);
        retire(node, why);
      } else if (mayRestart(node, group)) {
        effects.add(new Effect.Restart(node.id(), why));
      }
    }

    /**
     * One nucleus node at a time, and not one whose supervisor answers while the ensemble has lost
     * its majority: it waits for the others, and starting it again would not bring them back.
     */
    private boolean mayRestart(NodeView node, List<NodeView> group) {
      boolean anotherBegins =
          group.stream().anyMatch(n -> n.life() == Life.STARTING || n.life() == Life.BOOTING)
              || effects.stream().anyMatch(Effect.Restart.class::isInstance);
      long well = group.stream().filter(n -> n.life() == Life.READY && isWell(n)).count();
      boolean majority = well * 2 > view.members().size();
      return !anotherBegins && view.mayFill(node.slot(), now) && (majority || !node.answers());
    }

    /**
     * A nucleus node comes back with its data, and any node whose tasks have outlived it comes back
     * to them. Any other is replaced by a new one.
     */
    private void revive(NodeView node, List<NodeView> group) {
      if (node.tasksRun()) {
        if (view.mayFill(node.slot(), now)) {
          effects.add(new Effect.Restart(node.id(), "its process ended, its tasks go on"));
        }
      } else if (role != Role.NUCLEUS) {
        group.remove(node);
        retire(node, "its process ended");
      } else if (!node.hasData() && view.members().contains(node.id())) {
        group.remove(node);
        retire(node, "its data is gone");
      } else if (view.mayFill(node.slot(), now)) {
        effects.add(new Effect.Restart(node.id(), "its process ended"));
      }
    }

    private void grow(Collection<NodeView> group) {
      Set<Integer> used = group.stream().map(NodeView::index).collect(Collectors.toSet());
      int index = 1;
      for (int size = group.size(); size < desired; size++) {
        while (used.contains(index)) {
          index++;
        }
        used.add(index);
        Slot slot = new Slot(role, index);
        if (view.mayFill(slot, now)) {
          effects.add(new Effect.Launch(slot));
        }
      }
    }

    private void retire(NodeView node, String why) {
      effects.add(new Effect.Retire(node.id(), why));
    }
  }
}
