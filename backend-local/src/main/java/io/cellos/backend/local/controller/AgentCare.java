package io.cellos.backend.local.controller;

import io.cellos.backend.local.cell.NodeFile;
import io.cellos.backend.local.node.Fleet;
import io.cellos.backend.local.node.NodeStatus;
import io.cellos.base.time.Deadline;
import io.cellos.model.Role;
import io.cellos.protocols.mesos.LeaveNotice;
import io.cellos.protocols.mesos.MasterAgents;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the masters about agents whose machines come and go: as the owner of the machines the
 * controller knows what they can only guess from silence.
 */
final class AgentCare {
  private static final Logger LOG = LoggerFactory.getLogger(AgentCare.class);
  private static final int MASTER_PORT = 5050;
  private static final int AGENT_PORT = 5051;
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofMillis(200);

  /**
   * How long nobody may answer before the drain is given up: a new leader of Apache Mesos needs the
   * ten seconds of its predecessor's session and some more.
   */
  private static final Duration NOBODY = Duration.ofSeconds(20);

  /** How long is tried to say that an agent is gone; later its masters find out by themselves. */
  private static final Duration GONE = Duration.ofSeconds(30);

  private final Fleet fleet;
  private final LeaveNotice notice = new LeaveNotice();
  private volatile boolean closed;

  AgentCare(Fleet fleet) {
    this.fleet = fleet;
  }

  /** How a drain came out. */
  enum Outcome {
    /** No task of the node runs any more, or it never had an agent. */
    DRAINED,
    /** Some still run. */
    TOO_LONG,
    /** No master could be asked. */
    NO_MASTER,
    /** This program ends; another one goes on. */
    CLOSED
  }

  /**
   * Has the tasks of a node killed with grace and waits until none runs. Services may take half of
   * the time to be started elsewhere before that.
   */
  Outcome drain(NodeFile node, Duration patience) throws InterruptedException {
    Deadline deadline = Deadline.in(patience);
    Deadline moved = Deadline.in(patience.dividedBy(2));
    Deadline silence = Deadline.in(NOBODY);
    boolean told = false;
    while (!closed) {
      Optional<Optional<MasterAgents.Agent>> found = find(node);
      if (found.isPresent()) {
        silence = Deadline.in(NOBODY);
        Optional<MasterAgents.Agent> agent = found.get();
        if (agent.isEmpty() || agent.get().drained()) {
          return Outcome.DRAINED;
        }
        told = told || (!keepsServices(agent.get(), moved) && tell(agent.get(), patience));
      } else if (silence.isPast() || masters().isEmpty()) {
        return Outcome.NO_MASTER;
      }
      if (deadline.isPast()) {
        return Outcome.TOO_LONG;
      }
      TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
    }
    return Outcome.CLOSED;
  }

  /** Whether something there is worth to be waited for, and there is time to. */
  private boolean keepsServices(MasterAgents.Agent agent, Deadline moved) {
    for (MasterAgents master : moved.isPast() ? List.<MasterAgents>of() : masters()) {
      try {
        return notice.give(master, agent, Instant.now());
      } catch (IOException e) {
        LOG.debug("agent {}: its services can't be moved", agent.id(), e);
      }
    }
    return false;
  }

  private boolean tell(MasterAgents.Agent agent, Duration grace) {
    for (MasterAgents master : masters()) {
      try {
        notice.drain(master, agent, grace);
        return true;
      } catch (IOException e) {
        LOG.info("agent {} can't be drained yet: {}", agent.id(), e.toString());
      }
    }
    return false;
  }

  /** Says that the agent of a node that has ended for good does not come back. */
  void markGone(NodeFile node) throws InterruptedException {
    Deadline deadline = Deadline.in(GONE);
    while (!closed && !masters().isEmpty() && !deadline.isPast()) {
      for (MasterAgents master : masters()) {
        try {
          Optional<MasterAgents.Agent> agent = master.ofNode(node.id().value());
          // first, as afterwards the agent is not known; it may have been forgotten already
          notice.forget(
              master,
              agent
                  .map(MasterAgents.Agent::place)
                  .orElse(new MasterAgents.Place(node.ip(), node.ip(), AGENT_PORT)));
          if (agent.isPresent()) {
            master.markGone(agent.get().id());
            LOG.info("agent {} of {} is marked gone", agent.get().id(), node.id());
          }
          return;
        } catch (IOException e) {
          LOG.debug("no answer", e);
        }
      }
      TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
    }
  }

  /** Nothing if no master answers; an empty one if they know no agent of this node. */
  private Optional<Optional<MasterAgents.Agent>> find(NodeFile node) {
    for (MasterAgents master : masters()) {
      try {
        return Optional.of(master.ofNode(node.id().value()));
      } catch (IOException e) {
        LOG.debug("no answer", e);
      }
    }
    return Optional.empty();
  }

  private List<MasterAgents> masters() {
    return fleet.of(Role.STATELESS_BODY).stream()
        .map(NodeStatus::file)
        .map(
            master ->
                new MasterAgents(URI.create("http://" + master.ip() + ":" + MASTER_PORT), TIMEOUT))
        .toList();
  }

  /** Ends all waiting. */
  void close() {
    closed = true;
  }
}
