package io.cellos.node.engine;

import io.cellos.base.time.Deadline;
import io.cellos.protocols.mesos.LeaveNotice;
import io.cellos.protocols.mesos.MasterAgents;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done when the agent of a new node is known to its master: if an earlier node at its
 * address gave notice and nobody could take it back, that says nothing of this one.
 */
final class AgentArrival {
  private static final Logger LOG = LoggerFactory.getLogger(AgentArrival.class);
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** Later the notice ends by itself. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final LeaveNotice notice = new LeaveNotice();
  private final String node;
  private final Path home;

  AgentArrival(String node, Path home) {
    this.node = node;
    this.home = home;
  }

  /** Does it as soon as it can be done, in a thread that ends then. */
  void begin() {
    Thread.ofVirtual().name("agent-arrival").start(this::run);
  }

  private void run() {
    Deadline deadline = Deadline.in(PATIENCE);
    try (LeadingMaster leader = LeadingMaster.of(home)) {
      while (!deadline.isPast() && !leader.agents().map(this::isWelcome).orElse(false)) {
        TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
      }
    } catch (IOException e) {
      LOG.info("no master is asked whether this node has to leave: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the master knows the agent; then nothing says any more that it has to leave. */
  boolean isWelcome(MasterAgents agents) {
    try {
      Optional<MasterAgents.Agent> agent = agents.ofNode(node);
      if (agent.isPresent()) {
        notice.forget(agents, agent.get().place());
      }
      return agent.isPresent();
    } catch (IOException e) {
      LOG.debug("no answer", e);
      return false;
    }
  }
}
