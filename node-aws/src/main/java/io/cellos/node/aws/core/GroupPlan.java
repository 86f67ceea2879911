package io.cellos.node.aws.core;

import io.cellos.model.NodeId;
import io.cellos.nucleus.membership.Goal;
import io.cellos.nucleus.membership.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes the ensemble follow its Auto Scaling group. A plan remembers nothing, so it does not matter
 * which node makes it; but once there is an ensemble only its leader sets the goal, so that two
 * nodes that look at different moments do not set it to and fro.
 */
public final class GroupPlan {
  private static final int MOST_VOTERS = 9;

  private GroupPlan() {}

  /** What to do, in order; the same for the same view. */
  public static List<GroupEffect> plan(GroupView view) {
    if (!view.staying().contains(view.self()) && !view.leaving().contains(view.self())) {
      return List.of(); // the answer is wrong, or this node is no longer of the group
    }
    List<GroupEffect> effects = new ArrayList<>();
    boolean groupEnds = view.desired() == 0;
    if (!groupEnds && (view.record().isEmpty() || view.leads())) {
      Goal goal = new Goal(size(view), leaving(view));
      if (!view.goal().equals(Optional.of(goal))) {
        effects.add(new GroupEffect.SetGoal(goal));
      }
    }
    for (NodeId node : new TreeSet<>(view.gone())) {
      if (!node.equals(view.self())) {
        effects.add(new GroupEffect.Deregister(node));
      }
    }
    return effects;
  }

  /**
   * An even size is a group on its way from one odd size to another: the ensemble keeps what it
   * has. It shrinks only when the group has chosen who goes, so that those are taken out and not
   * others before them.
   */
  private static int size(GroupView view) {
    int wanted = Math.min(view.desired(), MOST_VOTERS);
    if (view.goal().isEmpty()) {
      return wanted % 2 == 1 ? wanted : wanted - 1;
    }
    int former = view.goal().get().size();
    boolean undecided = wanted < former && view.staying().size() > view.desired();
    return wanted % 2 == 0 || undecided ? former : wanted;
  }

  /** Only nodes that the ensemble knows or may take in; the others have nothing to leave. */
  private static Set<NodeId> leaving(GroupView view) {
    Set<NodeId> known = new TreeSet<>(view.registered());
    view.record()
        .ifPresent(ensemble -> ensemble.members().stream().map(Member::node).forEach(known::add));
    known.retainAll(view.leaving());
    return known;
  }
}
