package io.cellos.marathon.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How an app's tasks are looked after. */
public record AppChecks(
    Set<HealthCheck> health, Optional<Check> check, List<ReadinessCheck> readiness) {
  public static final AppChecks NONE = new AppChecks(Set.of(), Optional.empty(), List.of());

  public AppChecks {
    health = Copies.set(health);
    readiness = List.copyOf(readiness);
  }
}
