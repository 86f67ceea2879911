package io.cellos.mesos.agent.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.HealthCheck;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthTallyTest {
  private static final Instant START = Instant.EPOCH;

  /**
   * A letter for each second: s success, f failure. What is told: h healthy, 1 2 … the number of
   * failures, K with the third, - nothing. The grace period is 2.5 s.
   */
  @ParameterizedTest
  @CsvSource({
    ", ssss, h---",
    ", ffff, ---1",
    ", ffffff, ---12K",
    ", fssfs, -h-1h",
    ", sffff, h12K4K",
    ", fffsffff, ---h12K4K",
    ", ffffsf, ---1h1",
    "true, ss, --",
    "true, fffs, 12Kh",
    "false, ss, h-",
    "false, ffff, 12K4K"
  })
  void tells(Boolean known, String results, String told) {
    HealthCheck check =
        HealthCheck.newBuilder().setConsecutiveFailures(3).setGracePeriodSeconds(2.5).build();
    HealthTally tally = new HealthTally(check, START, Optional.ofNullable(known));
    List<String> news = new ArrayList<>();
    for (int second = 0; second < results.length(); second++) {
      Optional<Health> health =
          results.charAt(second) == 's'
              ? tally.success()
              : tally.failure(START.plusSeconds(second));
      news.add(health.map(HealthTallyTest::letter).orElse("-"));
    }
    assertThat(String.join("", news)).isEqualTo(told);
  }

  private static String letter(Health health) {
    if (health.healthy()) {
      return "h";
    }
    String count = health.consecutiveFailures() == 3 ? "" : "" + health.consecutiveFailures();
    return count + (health.kill() ? "K" : "");
  }
}
