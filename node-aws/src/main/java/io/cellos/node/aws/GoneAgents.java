package io.cellos.node.aws;

import io.cellos.base.lifecycle.Loop;
import io.cellos.model.InvalidInputException;
import io.cellos.model.NodeId;
import io.cellos.node.engine.LeadingMaster;
import io.cellos.protocols.mesos.LeaveNotice;
import io.cellos.protocols.mesos.MasterAgents;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the masters of agents whose instances are gone. Only silent agents are asked about, and
 * only by the node whose ZooKeeper leads.
 */
final class GoneAgents implements Loop.Work, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GoneAgents.class);
  private static final Duration LOOK = Duration.ofSeconds(15);

  private final Path home;
  private final BooleanSupplier leads;
  private final InstanceGroup groups;
  private final LeaveNotice notice = new LeaveNotice();
  private LeadingMaster master;

  GoneAgents(Path home, BooleanSupplier leads, InstanceGroup groups) {
    this.home = home;
    this.leads = leads;
    this.groups = groups;
  }

  @Override
  public synchronized Duration once() throws IOException {
    if (!leads.getAsBoolean()) {
      close();
      return LOOK;
    }
    if (master == null) {
      master = LeadingMaster.of(home);
    }
    Optional<MasterAgents> agents = master.agents();
    if (agents.isPresent()) {
      tell(agents.get());
    }
    return LOOK;
  }

  private void tell(MasterAgents agents) throws IOException {
    Map<NodeId, MasterAgents.Agent> silent = new HashMap<>();
    for (MasterAgents.Agent agent : agents.list()) {
      if (!agent.active()) {
        node(agent).ifPresent(node -> silent.put(node, agent));
      }
    }
    Set<NodeId> gone = new HashSet<>(silent.keySet());
    gone.removeAll(groups.known(gone));
    for (NodeId node : gone) {
      notice.forget(agents, silent.get(node).place());
      agents.markGone(silent.get(node).id());
      LOG.info("the agent of {} is marked gone, because its instance is", node);
    }
  }

  private static Optional<NodeId> node(MasterAgents.Agent agent) {
    try {
      return agent.node().isEmpty() ? Optional.empty() : Optional.of(NodeId.parse(agent.node()));
    } catch (InvalidInputException e) {
      return Optional.empty(); // not one of ours
    }
  }

  @Override
  public synchronized void close() {
    if (master != null) {
      master.close();
      master = null;
    }
  }
}
