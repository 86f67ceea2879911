package io.cellos.backend.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.model.BootEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BootStepTest {
  private static final Instant T0 = Instant.parse("2026-11-23T04:00:00Z");

  static List<BootEvent> events(String... lines) {
    return java.util.Arrays.stream(lines)
        .map(line -> line.split(" "))
        .map(
            word ->
                new BootEvent(
                    word[0],
                    BootEvent.Kind.valueOf(word[1].toUpperCase(java.util.Locale.ROOT)),
                    T0.plusMillis(Long.parseLong(word[2]))))
        .toList();
  }

  @Test
  void putsEventsOfAStepTogether() {
    List<BootStep> steps =
        BootStep.of(
            events(
                "register start 0",
                "register end 100",
                "hello.provision start 100",
                "hello.provision retry 300",
                "hello.provision end 700",
                "zk-barrier start 700"));

    assertThat(steps)
        .extracting(BootStep::name)
        .containsExactly("register", "hello.provision", "zk-barrier");
    assertThat(steps.get(1).retries()).isEqualTo(1);
    assertThat(steps.get(1).took(T0)).isEqualTo(Duration.ofMillis(600));
    assertThat(steps.get(2).outcome()).isEqualTo(BootStep.Outcome.RUNNING);
    assertThat(steps.get(2).took(T0.plusSeconds(1))).isEqualTo(Duration.ofMillis(300));
  }

  @Test
  void aStepThatRunsAgainAfterItEndedIsAnotherOne() {
    List<BootStep> steps =
        BootStep.of(events("ready start 0", "ready end 10", "ready start 50", "ready end 60"));

    assertThat(steps).hasSize(2);
    assertThat(BootStep.readyAt(steps)).contains(T0.plusMillis(60));
  }

  @Test
  void anEndWithoutItsStartTookNoTime() {
    List<BootStep> steps = BootStep.of(events("ready end 10"));

    assertThat(steps.getFirst().took(T0)).isEqualTo(Duration.ZERO);
    assertThat(BootStep.readyAt(steps)).contains(T0.plusMillis(10));
  }

  @Test
  void failedAndSkippedAreNotReady() {
    assertThat(BootStep.readyAt(BootStep.of(events("ready start 0", "ready failed 10"))))
        .isEqualTo(Optional.empty());
    assertThat(BootStep.of(events("a skipped 5")).getFirst().outcome())
        .isEqualTo(BootStep.Outcome.SKIPPED);
  }
}
