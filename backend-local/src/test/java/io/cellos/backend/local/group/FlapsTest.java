package io.cellos.backend.local.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlapsTest {
  private static final Instant START = Instant.parse("2026-11-23T04:00:00Z");

  @Test
  void thePauseDoublesUpToThirtySeconds() {
    Flaps flaps = Flaps.NONE;
    List<Long> pauses = new ArrayList<>();
    for (int death = 0; death < 9; death++) {
      flaps = flaps.died(START.plusSeconds(death));
      pauses.add(flaps.pause().toSeconds());
    }
    assertThat(pauses).containsExactly(0L, 1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
  }

  @Test
  void aDeathLongAgoIsForgotten() {
    Flaps flaps = Flaps.NONE.died(START).died(START.plusSeconds(1)).died(START.plusSeconds(400));
    assertThat(flaps.pause()).isEqualTo(Duration.ZERO);
    assertThat(flaps.deaths()).isEqualTo(1);
  }
}
