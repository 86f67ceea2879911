package io.cellos.node.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellos.model.BootEvent.Kind;
import io.cellos.node.core.Boot.Event;
import io.cellos.node.core.Boot.Phase;
import io.cellos.node.core.BootEffect.Pause;
import io.cellos.node.core.BootEffect.Report;
import io.cellos.node.core.BootEffect.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole table of phases and events. */
class BootTest {
  private static final RetryPolicy TWICE = new RetryPolicy(2, Duration.ofSeconds(1));

  private static Boot boot(Phase phase, int current, int attempt) {
    return new Boot(List.of("register", "ready"), TWICE, phase, current, attempt);
  }

  static Stream<Arguments> possible() {
    return Stream.of(
        Arguments.of(
            boot(Phase.NEW, 0, 1),
            Event.BEGIN,
            boot(Phase.RUNNING, 0, 1),
            List.of(new Report("register", Kind.START), new Run("register"))),
        Arguments.of(
            boot(Phase.RUNNING, 0, 1),
            Event.STEP_DONE,
            boot(Phase.RUNNING, 1, 1),
            List.of(
                new Report("register", Kind.END),
                new Report("ready", Kind.START),
                new Run("ready"))),
        Arguments.of(
            boot(Phase.RUNNING, 0, 2),
            Event.STEP_DONE,
            boot(Phase.RUNNING, 1, 1),
            List.of(
                new Report("register", Kind.END),
                new Report("ready", Kind.START),
                new Run("ready"))),
        Arguments.of(
            boot(Phase.RUNNING, 1, 1),
            Event.STEP_DONE,
            boot(Phase.READY, 2, 1),
            List.of(new Report("ready", Kind.END))),
        Arguments.of(
            boot(Phase.RUNNING, 0, 1),
            Event.STEP_FAILED,
            boot(Phase.PAUSING, 0, 1),
            List.of(new Report("register", Kind.RETRY), new Pause(Duration.ofSeconds(1)))),
        Arguments.of(
            boot(Phase.RUNNING, 0, 2),
            Event.STEP_FAILED,
            boot(Phase.FAILED, 0, 2),
            List.of(new Report("register", Kind.FAILED))),
        Arguments.of(
            boot(Phase.PAUSING, 0, 1),
            Event.PAUSE_OVER,
            boot(Phase.RUNNING, 0, 2),
            List.of(new Run("register"))));
  }

  @ParameterizedTest
  @MethodSource("possible")
  void movesOn(Boot before, Event event, Boot after, List<BootEffect> effects) {
    assertThat(before.on(event)).isEqualTo(new Boot.Transition(after, effects));
  }

  static Stream<Arguments> impossible() {
    List<Arguments> rest = new ArrayList<>();
    for (Phase phase : Phase.values()) {
      for (Event event : Event.values()) {
        Boot before = boot(phase, 0, 1);
        boolean isPossible =
            possible()
                .map(Arguments::get)
                .anyMatch(row -> ((Boot) row[0]).phase() == phase && row[1] == event);
        if (!isPossible) {
          rest.add(Arguments.of(before, event));
        }
      }
    }
    return rest.stream();
  }

  @ParameterizedTest
  @MethodSource("impossible")
  void refusesTheRest(Boot before, Event event) {
    assertThatThrownBy(() -> before.on(event))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(event.name())
        .hasMessageContaining(before.phase().name());
  }

  @Test
  void tableIsComplete() {
    long pairs =
        possible()
            .map(row -> List.of(((Boot) row.get()[0]).phase(), row.get()[1]))
            .distinct()
            .count();
    assertThat(pairs + impossible().count())
        .isEqualTo((long) Phase.values().length * Event.values().length);
  }

  @Test
  void pausesDouble() {
    assertThat(RetryPolicy.USUAL.pauseAfter(1)).isEqualTo(Duration.ofSeconds(1));
    assertThat(RetryPolicy.USUAL.pauseAfter(2)).isEqualTo(Duration.ofSeconds(2));
    assertThat(RetryPolicy.USUAL.attempts()).isEqualTo(3);
  }
}
