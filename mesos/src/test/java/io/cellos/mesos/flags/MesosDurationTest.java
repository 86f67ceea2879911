package io.cellos.mesos.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellos.base.flags.Flags;
import io.cellos.model.InvalidInputException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MesosDurationTest {
  @Test
  void aWrongFlagIsNamed() {
    Flags flags =
        Flags.parse(
            new String[] {"--wait=10"}, Map.of(), Map.of("wait", "1secs"), MesosFlags.STYLE);
    assertThatThrownBy(() -> MesosFlags.duration(flags, "wait"))
        .hasMessageStartingWith("--wait: \"10\" is not a duration");
  }

  @ParameterizedTest
  @CsvSource({
    "15secs, PT15S",
    "1sec, PT1S",
    "10mins, PT10M",
    "1.5hrs, PT1H30M",
    "2days, PT48H",
    "1weeks, PT168H",
    "500ms, PT0.5S",
    "3us, PT0.000003S",
    "7ns, PT0.000000007S",
  })
  void durationsAreMesos(String text, Duration duration) {
    assertThat(MesosDuration.parse(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "secs", "-1secs", "1 secs", "1fortnight", "1e3secs"})
  void otherTextIsNoDuration(String text) {
    assertThatThrownBy(() -> MesosDuration.parse(text)).isInstanceOf(InvalidInputException.class);
  }
}
