package io.cellos.base.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellos.model.InvalidInputException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlagsTest {
  private static final Map<String, String> KNOWN =
      Map.of("port", "5050", "hostname", Flags.NONE, "quiet", "false");
  private static final Flags.Style STYLE = new Flags.Style("MESOS_", "no-");

  private static Flags parse(String... arguments) {
    return Flags.parse(arguments, Map.of(), KNOWN, STYLE);
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
    Flags flags = Flags.parse(new String[] {"--port=8"}, environment, KNOWN, STYLE);
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
  }
}
