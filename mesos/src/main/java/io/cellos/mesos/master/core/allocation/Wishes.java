package io.cellos.mesos.master.core.allocation;

import java.util.Set;

/**
 * What a framework wants to be offered.
 *
 * @param roles for which it wants offers now: none while it is not connected
 * @param gpus whether agents with GPUs are offered to it
 * @param otherRegions whether agents of other regions are
 * @param shared whether shared volumes are
 * @param refined whether refined reservations are
 */
public record Wishes(
    Set<String> roles, boolean gpus, boolean otherRegions, boolean shared, boolean refined) {
  public Wishes {
    roles = Set.copyOf(roles);
  }
}
