package io.cellos.mesos.master.core;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import io.cellos.mesos.master.core.state.Agent;
import io.cellos.mesos.master.core.state.AwaitedAgent;
import io.cellos.mesos.master.core.state.Standing;
import io.cellos.mesos.master.core.state.Times;
import io.cellos.protocols.mesos.Resources;
import java.time.Instant;
import java.util.Optional;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.master.Protos.Response.GetAgents;

/** The keys and values of what a next leader has to know. */
final class Registry {
  static final String AGENTS = "agents/";
  static final String FRAMEWORKS = "frameworks/";
  static final String UNREACHABLE = "unreachable/";
  static final String GONE = "gone/";
  static final String QUOTA = "quota/";
  static final String WEIGHTS = "weights/";
  static final String SCHEDULE = "machines/schedule";
  static final String DOWN = "machines/down";

  private Registry() {}

  static String agent(AgentID id) {
    return AGENTS + id.getValue();
  }

  static String unreachable(AgentID id) {
    return UNREACHABLE + id.getValue();
  }

  static String gone(AgentID id) {
    return GONE + id.getValue();
  }

  static String framework(FrameworkID id) {
    return FRAMEWORKS + id.getValue();
  }

  /** A role may have slashes, an entry's name may not. */
  static String role(String prefix, String role) {
    return prefix + role.replace("%", "%25").replace("/", "%2F");
  }

  static GetAgents.Agent entry(Agent agent) {
    return agent.view().summary().toBuilder()
        .clearAllocatedResources()
        .clearOfferedResources()
        .clearCapabilities()
        .build();
  }

  /** The agent's entry, with what operators decided since. */
  static GetAgents.Agent entry(AwaitedAgent agent) {
    GetAgents.Agent.Builder entry =
        GetAgents.Agent.newBuilder()
            .setAgentInfo(agent.info())
            .setActive(false)
            .setDeactivated(agent.standing().deactivated())
            .setVersion(agent.version())
            .setRegisteredTime(Times.info(agent.registered()))
            .addAllTotalResources(agent.total().list());
    agent.standing().drain().ifPresent(entry::setDrainInfo);
    agent
        .standing()
        .drainStarted()
        .ifPresent(at -> entry.setEstimatedDrainStartTime(Times.info(at)));
    return entry.build();
  }

  static AwaitedAgent awaited(GetAgents.Agent entry, Instant since) {
    return new AwaitedAgent(
        entry.getAgentInfo(),
        entry.getVersion(),
        Resources.of(entry.getTotalResourcesList()),
        new Standing(
            entry.getDeactivated(),
            entry.hasDrainInfo() ? Optional.of(entry.getDrainInfo()) : Optional.empty(),
            entry.hasEstimatedDrainStartTime()
                ? Optional.of(Times.instant(entry.getEstimatedDrainStartTime()))
                : Optional.empty()),
        Times.instant(entry.getRegisteredTime()),
        since);
  }

  /**
   * @throws IllegalStateException if it is not what this program wrote; to guess would lose state
   */
  static <T> T read(String key, ByteString value, Parser<T> parser) {
    try {
      return parser.parseFrom(value);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("the registry's entry " + key + " is unreadable", e);
    }
  }
}
