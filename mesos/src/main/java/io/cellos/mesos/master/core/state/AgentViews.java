package io.cellos.mesos.master.core.state;

import io.cellos.mesos.master.core.view.AgentView;
import org.apache.mesos.v1.Protos.AgentInfo.Capability;
import org.apache.mesos.v1.master.Protos.Response.GetAgents;

/** Agents as their readers see them. */
final class AgentViews {
  private AgentViews() {}

  static AgentView of(Agent agent) {
    return new AgentView(
        summary(agent),
        agent.isConnected(),
        agent.total(),
        agent.usedTotal(),
        agent.offeredTotal());
  }

  static GetAgents.Agent summary(Agent agent) {
    GetAgents.Agent.Builder summary =
        GetAgents.Agent.newBuilder()
            .setAgentInfo(agent.info())
            .setActive(agent.isActive())
            .setDeactivated(agent.standing().deactivated())
            .setVersion(agent.version())
            .setPid("slave(1)@" + agent.info().getHostname() + ":" + agent.info().getPort())
            .setRegisteredTime(Times.info(agent.registered()))
            .addAllTotalResources(agent.total().list())
            .addAllAllocatedResources(Holding.allocated(agent.used()).list())
            .addAllOfferedResources(Holding.allocated(agent.offered()).list());
    for (Capability.Type type : Capability.Type.values()) {
      if (isOurs(type)) {
        summary.addCapabilities(Capability.newBuilder().setType(type));
      }
    }
    agent.reregistered().ifPresent(at -> summary.setReregisteredTime(Times.info(at)));
    agent.drain().ifPresent(summary::setDrainInfo);
    agent
        .standing()
        .drainStarted()
        .ifPresent(at -> summary.setEstimatedDrainStartTime(Times.info(at)));
    return summary.build();
  }

  /** What every agent of ours can do. */
  private static boolean isOurs(Capability.Type type) {
    return switch (type) {
      case MULTI_ROLE, HIERARCHICAL_ROLE, RESERVATION_REFINEMENT, AGENT_DRAINING -> true;
      case TASK_RESOURCE_LIMITS, RESIZE_VOLUME -> true;
      case UNKNOWN, RESOURCE_PROVIDER, AGENT_OPERATION_FEEDBACK -> false;
    };
  }
}
