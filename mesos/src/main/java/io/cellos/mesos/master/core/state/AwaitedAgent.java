package io.cellos.mesos.master.core.state;

import io.cellos.protocols.mesos.Resources;
import java.time.Instant;
import org.apache.mesos.v1.Protos.AgentInfo;

/**
 * An agent that is not there and may come back.
 *
 * @param info with its id
 * @param total its resources with the reservations and volumes of the last leader
 * @param since when it became so
 */
public record AwaitedAgent(
    AgentInfo info,
    String version,
    Resources total,
    Standing standing,
    Instant registered,
    Instant since) {
  public static AwaitedAgent of(Agent agent, Instant now) {
    return new AwaitedAgent(
        agent.info(), agent.version(), agent.total(), agent.standing(), agent.registered(), now);
  }

  public AwaitedAgent stand(Standing as) {
    return new AwaitedAgent(info, version, total, as, registered, since);
  }
}
