package io.cellos.mesos.master.core.allocation;

import java.util.Set;
import org.apache.mesos.v1.Protos.AgentID;

/**
 * What a framework wants to be offered.
 *
 * @param roles for which it wants offers now: none while it is not connected
 * @param gpus whether agents with GPUs are offered to it
 * @param otherRegions whether agents of other regions are
 * @param shared whether shared volumes are
 * @param refined whether refined reservations are
 * @param unwanted agents of which it wants nothing
 */
public record Wishes(
    Set<String> roles,
    boolean gpus,
    boolean otherRegions,
    boolean shared,
    boolean refined,
    Unwanted unwanted) {
  /** Which agents a framework does not want. */
  public interface Unwanted {
    boolean is(String role, AgentID agent);
  }

  public Wishes {
    roles = Set.copyOf(roles);
  }
}
