package io.cellos.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootEventTest {
  @Test
  void aLineReadsBackAsTheSameEvent() {
    BootEvent event =
        new BootEvent("zk-barrier", BootEvent.Kind.END, Instant.ofEpochMilli(1_763_876_543_007L));
    assertThat(event.toLine()).isEqualTo("zk-barrier end 1763876543.007");
    assertThat(BootEvent.parse(event.toLine())).contains(event);
  }

  @Test
  void wholeSecondsAreRead() {
    assertThat(BootEvent.parse("ready start 1763876543"))
        .contains(
            new BootEvent("ready", BootEvent.Kind.START, Instant.ofEpochSecond(1_763_876_543)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ready", "ready start", "ready began 1", "ready start x", "a b c d"})
  void otherLinesAreSkipped(String line) {
    assertThat(BootEvent.parse(line)).isEmpty();
  }
}
