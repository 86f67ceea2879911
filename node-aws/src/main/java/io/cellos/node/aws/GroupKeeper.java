package io.cellos.node.aws;

import io.cellos.base.lifecycle.Loop;
import io.cellos.coordination.SharedStore;
import io.cellos.model.NodeId;
import io.cellos.node.aws.core.GroupEffect;
import io.cellos.node.aws.core.GroupPlan;
import io.cellos.node.aws.core.GroupView;
import io.cellos.nucleus.membership.NucleusStore;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * On every node of the nucleus: makes the ensemble follow the Auto Scaling group, looking every few
 * seconds with one call. It does nothing while the group can't be seen.
 */
final class GroupKeeper implements Loop.Work {
  private static final Logger LOG = LoggerFactory.getLogger(GroupKeeper.class);
  private static final long LEAST_PAUSE_MILLIS = 4000;
  private static final long MOST_PAUSE_MILLIS = 6000;

  private final NodeId self;
  private final BooleanSupplier leads;
  private final InstanceGroup group;
  private final NucleusStore nucleus;
  private final Leftovers leftovers;

  GroupKeeper(NodeId self, BooleanSupplier leads, InstanceGroup group, SharedStore store) {
    this.self = self;
    this.leads = leads;
    this.group = group;
    this.nucleus = new NucleusStore(store);
    this.leftovers = new Leftovers(store, group);
  }

  @Override
  public Duration once() throws IOException {
    Optional<InstanceGroup.Look> look = group.look();
    if (look.isPresent()) {
      for (GroupEffect effect : GroupPlan.plan(view(look.get()))) {
        perform(effect);
      }
    }
    if (leads.getAsBoolean()) {
      leftovers.sweepNowAndThen();
    }
    // nodes that began together do not ask together
    return Duration.ofMillis(
        ThreadLocalRandom.current().nextLong(LEAST_PAUSE_MILLIS, MOST_PAUSE_MILLIS));
  }

  private GroupView view(InstanceGroup.Look look) throws IOException {
    Set<NodeId> registered = new HashSet<>();
    nucleus.registrations().forEach(registration -> registered.add(registration.node()));
    Set<NodeId> gone = new HashSet<>(registered);
    gone.removeAll(look.staying());
    gone.removeAll(look.leaving());
    gone.removeAll(group.known(gone));
    return new GroupView(
        self,
        leads.getAsBoolean(),
        look.desired(),
        look.staying(),
        look.leaving(),
        nucleus.goal(),
        nucleus.ensemble(),
        registered,
        gone);
  }

  private void perform(GroupEffect effect) throws IOException {
    switch (effect) {
      case GroupEffect.SetGoal(var goal) -> {
        nucleus.setGoal(goal);
        LOG.info("the nucleus shall have {} voters, leaving {}", goal.size(), goal.leaving());
      }
      case GroupEffect.Deregister(var node) -> {
        nucleus.deregister(node);
        leftovers.forget(node);
        LOG.info("{} is gone", node);
      }
    }
  }
}
