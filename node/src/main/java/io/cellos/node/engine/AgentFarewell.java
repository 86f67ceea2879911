package io.cellos.node.engine;

import io.cellos.base.time.Deadline;
import io.cellos.protocols.mesos.LeaveNotice;
import io.cellos.protocols.mesos.MasterAgents;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the agent of a node that leaves says goodbye, to whichever master leads. */
final class AgentFarewell {
  private static final Logger LOG = LoggerFactory.getLogger(AgentFarewell.class);
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** A Spot instance has two minutes. */
  private static final Duration GRACE = Duration.ofSeconds(100);

  private static final Duration DRAIN = Duration.ofMinutes(5);
  private static final Duration LEAVE = Duration.ofSeconds(15);

  /** How long services may take to be started elsewhere before they are ended here. */
  private static final Duration MOVE = Duration.ofSeconds(45);

  private final LeaveNotice notice = new LeaveNotice();
  private final String node;
  private final Path home;
  private boolean draining;

  AgentFarewell(String node, Path home) {
    this.node = node;
    this.home = home;
  }

  /**
   * Has the tasks killed with grace; returns when none runs.
   *
   * @throws IOException if that takes too long, or no master can be asked
   */
  void drain() throws IOException, InterruptedException {
    Deadline moved = Deadline.in(MOVE);
    repeat(
        DRAIN,
        (agents, agent) -> {
          draining = draining || moved.isPast() || !keepsServices(agents, agent);
          if (!agent.drained() && draining) {
            notice.drain(agents, agent, GRACE);
          }
          return agent.drained();
        });
    LOG.info("no task runs on this node any more");
  }

  private boolean keepsServices(MasterAgents agents, MasterAgents.Agent agent) {
    try {
      return notice.give(agents, agent, Instant.now());
    } catch (IOException e) {
      LOG.info("services of this node can't be moved: {}", e.toString());
      return false;
    }
  }

  /** Says that the agent never comes back. */
  void leave() throws IOException, InterruptedException {
    repeat(
        LEAVE,
        (agents, agent) -> {
          notice.forget(agents, agent.place());
          agents.markGone(agent.id());
          return true;
        });
  }

  private interface Step {
    /** Returns whether that was all. */
    boolean with(MasterAgents agents, MasterAgents.Agent agent) throws IOException;
  }

  private void repeat(Duration patience, Step step) throws IOException, InterruptedException {
    Deadline deadline = Deadline.in(patience);
    try (LeadingMaster leader = LeadingMaster.of(home)) {
      while (!attempt(leader, step)) {
        if (deadline.isPast()) {
          throw new IOException(
              "the agent of " + node + " did not say goodbye in " + patience.toSeconds() + " s");
        }
        TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
      }
    }
  }

  private boolean attempt(LeadingMaster leader, Step step) {
    Optional<MasterAgents> agents = leader.agents();
    if (agents.isEmpty()) {
      return false;
    }
    try {
      Optional<MasterAgents.Agent> agent = agents.get().ofNode(node);
      return agent.isEmpty() || step.with(agents.get(), agent.get());
    } catch (IOException e) {
      LOG.info("the leading master can't be told: {}", e.toString());
      return false;
    }
  }
}
