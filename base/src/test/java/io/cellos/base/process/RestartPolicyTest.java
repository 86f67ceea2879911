package io.cellos.base.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RestartPolicyTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  @Test
  void firstRestartIsAtOnceAndPausesDoubleUpToTenSeconds() {
    RestartPolicy policy = RestartPolicy.fresh(0);
    List<Long> pauses = new ArrayList<>();
    long now = 0;
    for (int i = 0; i < 9; i++) {
      policy = policy.started(now).ended(now + SECOND);
      now += SECOND;
      pauses.add(Duration.ofNanos(policy.notBefore() - now).toMillis());
      now = policy.notBefore();
    }
    assertThat(pauses).containsExactly(0L, 200L, 400L, 800L, 1600L, 3200L, 6400L, 10_000L, 10_000L);
  }

  @Test
  void longRunForgetsEarlierEnds() {
    RestartPolicy flapping = new RestartPolicy(7, 0, 0);
    RestartPolicy policy = flapping.started(0).ended(30 * SECOND);
    assertThat(policy.mayStart(30 * SECOND)).isTrue();
    assertThat(flapping.started(0).ended(29 * SECOND).mayStart(29 * SECOND)).isFalse();
  }
}
