package io.cellos.mesos.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellos.model.InvalidInputException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlagsTest {
  private static final Map<String, String> KNOWN =
      Map.of("port", "5050", "hostname", Flags.NONE, "quiet", "false", "wait", "15secs");

  private static Flags parse(String... arguments) {
    return Flags.parse(arguments, Map.of(), KNOWN);
  }

  @Test
  void valuesComeInManyForms() {
    assertThat(parse("--port=1").number("port")).isEqualTo(1);
    assertThat(parse("--port", "2").number("port")).isEqualTo(2);
    assertThat(parse().number("port")).isEqualTo(5050);
    assertThat(parse("--hostname=a=b").get("hostname")).isEqualTo("a=b");
    assertThat(parse("--quiet").isTrue("quiet")).isTrue();
    assertThat(parse("--no-quiet").isTrue("quiet")).isFalse();
    assertThat(parse("--quiet=true").isTrue("quiet")).isTrue();
    assertThat(parse().find("hostname")).isEmpty();
  }

  @Test
  void commandLineOverrulesTheEnvironment() {
    Map<String, String> environment =
        Map.of("MESOS_PORT", "7", "MESOS_HOSTNAME", "h", "MESOS_NATIVE_JAVA_LIBRARY", "x");
    Flags flags = Flags.parse(new String[] {"--port=8"}, environment, KNOWN);
    assertThat(flags.number("port")).isEqualTo(8);
    assertThat(flags.get("hostname")).isEqualTo("h");
  }

  @Test
  void allMistakesAreToldAtOnce() {
    assertThatThrownBy(() -> parse("--prot=1", "stray", "--hostname"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("--prot is no flag; did you mean \"port\"?")
        .hasMessageContaining("\"stray\" is no flag")
        .hasMessageContaining("--hostname needs a value");
    assertThatThrownBy(() -> parse("--port=x").number("port"))
        .hasMessage("--port: \"x\" is not a number");
    assertThatThrownBy(() -> parse("--wait=10").duration("wait"))
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
