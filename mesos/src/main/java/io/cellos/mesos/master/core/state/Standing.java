package io.cellos.mesos.master.core.state;

import java.time.Instant;
import java.util.Optional;
import org.apache.mesos.v1.Protos.DrainInfo;

/**
 * What operators decided about an agent; it outlives the agent's absence.
 *
 * @param deactivated nothing of it is offered; always so while it drains
 * @param drainStarted when it was told to drain
 */
public record Standing(
    boolean deactivated, Optional<DrainInfo> drain, Optional<Instant> drainStarted) {
  public static final Standing NORMAL = new Standing(false, Optional.empty(), Optional.empty());

  public static Standing draining(DrainInfo info, Instant since) {
    return new Standing(true, Optional.of(info), Optional.of(since));
  }

  public Standing deactivate() {
    return new Standing(true, drain, drainStarted);
  }

  public Standing drained(DrainInfo info) {
    return new Standing(true, Optional.of(info), drainStarted);
  }
}
