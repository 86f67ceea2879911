package io.cellos.base.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({"250ms,250", "90s,90000", "5m,300000", "1h30m,5400000", "1m30s,90000"})
  void reads(String text, long millis) {
    assertThat(Durations.parse(text)).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "-5s", "5 s", "s", "1.5s", "99999999999s"})
  void refuses(String text) {
    assertThatThrownBy(() -> Durations.parse(text)).hasMessageContaining("is not a duration");
  }
}
