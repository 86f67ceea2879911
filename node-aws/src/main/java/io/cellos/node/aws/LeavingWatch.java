package io.cellos.node.aws;

import io.cellos.base.lifecycle.Loop;
import io.cellos.base.time.Deadline;
import io.cellos.model.NodeId;
import io.cellos.node.aws.core.LeavingPlan;
import io.cellos.node.aws.core.LeavingPlan.Drain;
import io.cellos.node.aws.core.LeavingPlan.Notice;
import io.cellos.nucleus.membership.NucleusStore;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees that the instance is to end, and ends what the node does in order. A member of the ensemble
 * holds the instance until the ensemble goes on without it; AWS bounds that to 48 hours.
 */
final class LeavingWatch implements Loop.Work, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LeavingWatch.class);
  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final Duration HEARTBEAT = Duration.ofMinutes(1);
  private static final Duration LONG = Duration.ofHours(1);

  /** The node's work. */
  @FunctionalInterface
  interface Work {
    /** Gives it away. */
    void drain() throws IOException, InterruptedException;

    /** Says that the node never comes back. */
    default void leave() throws IOException, InterruptedException {}
  }

  private final NodeId self;
  private final InstanceMetadata metadata;
  private final InstanceGroup group;
  private final Optional<NucleusStore> nucleus;
  private final Work work;
  private volatile Drain drain = Drain.NOT_BEGUN;
  private Thread draining;
  private Deadline heartbeat = Deadline.in(Duration.ZERO);

  /**
   * @param nucleus empty for nodes that have no part in it, and no permission to write there
   */
  LeavingWatch(
      NodeId self,
      InstanceMetadata metadata,
      InstanceGroup group,
      Optional<NucleusStore> nucleus,
      Work work) {
    this.self = self;
    this.metadata = metadata;
    this.group = group;
    this.nucleus = nucleus;
    this.work = work;
  }

  @Override
  public Duration once() throws IOException, InterruptedException {
    Notice notice = metadata.notice();
    boolean terminates = notice == Notice.TERMINATE;
    boolean member = terminates && isMember();
    switch (LeavingPlan.next(notice, drain, member, member && groupEnds())) {
      case STAY -> {}
      case DRAIN -> startToDrain(notice);
      case HOLD -> hold();
      case LEAVE -> {
        sayGoodbye();
        if (nucleus.isPresent()) {
          nucleus.get().deregister(self);
        }
        group.letGo();
        LOG.info("the node has left");
        return LONG; // the instance ends any moment
      }
    }
    return LOOK;
  }

  private void sayGoodbye() throws InterruptedException {
    try {
      work.leave();
    } catch (IOException | RuntimeException e) {
      LOG.warn("others have to find out that this node is gone", e);
    }
  }

  private boolean isMember() throws IOException {
    return nucleus.isPresent()
        && nucleus.get().ensemble().flatMap(ensemble -> ensemble.member(self)).isPresent();
  }

  private boolean groupEnds() throws IOException {
    return group.look().map(InstanceGroup.Look::ends).orElse(true);
  }

  private void startToDrain(Notice notice) {
    LOG.info("the instance is to end ({}): the node gives away its work", notice);
    drain = Drain.RUNNING;
    draining = Thread.ofPlatform().daemon().name("drain").start(this::drain);
  }

  private void drain() {
    try {
      work.drain();
    } catch (IOException | RuntimeException e) {
      LOG.warn("the node could not give away all of its work", e); // it ends all the same
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    drain = Drain.DONE;
  }

  private void hold() throws IOException {
    if (heartbeat.isPast()) {
      group.hold();
      heartbeat = Deadline.in(HEARTBEAT);
      LOG.info("the group waits until this node can go");
    }
  }

  @Override
  public void close() {
    if (draining != null) {
      draining.interrupt();
    }
  }
}
