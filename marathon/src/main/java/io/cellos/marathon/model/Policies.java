package io.cellos.marathon.model;

import java.time.Duration;
import java.util.Optional;

/**
 * What is done when instances fail, are replaced, are too many or can't be reached.
 *
 * @param killGracePeriod between the polite and the last signal; absent is Mesos' own
 */
public record Policies(
    BackoffStrategy backoff,
    UpgradeStrategy upgrade,
    UnreachableStrategy unreachable,
    KillSelection killSelection,
    Optional<Duration> killGracePeriod) {}
