package io.cellos.base.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloserTest {
  private final List<String> closed = new ArrayList<>();
  private final Closer closer = new Closer();

  @Test
  void closesInReverseOrderAndOnce() {
    closer.add(() -> closed.add("first"));
    closer.add(() -> closed.add("second"));
    closer.close();
    closer.close();
    assertThat(closed).containsExactly("second", "first");
  }

  @Test
  void oneFailureDoesNotKeepTheOthersOpen() {
    closer.add(() -> closed.add("first"));
    closer.add(
        () -> {
          throw new IllegalStateException("broken");
        });
    closer.add(
        () -> {
          throw new IllegalStateException("broken earlier");
        });
    assertThatThrownBy(closer::close).hasMessageContaining("broken earlier");
    assertThat(closed).containsExactly("first");
  }

  @Test
  void whatComesAfterTheEndIsClosedAtOnce() {
    closer.close();
    closer.add(() -> closed.add("late"));
    assertThat(closed).containsExactly("late");
  }
}
