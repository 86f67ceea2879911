package io.cellos.base.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class OutboxTest {
  private final AtomicInteger cuts = new AtomicInteger();
  private final Outbox<String> box =
      new Outbox<>("test", String::length, 10, cuts::incrementAndGet);

  @Test
  void messagesAreTakenTogetherAndInOrder() throws InterruptedException {
    box.put("a");
    box.put("b");
    assertThat(box.take(Duration.ZERO).messages()).containsExactly("a", "b");
    box.put("c");
    box.finish();
    box.put("too late");
    Outbox.Taken<String> last = box.take(Duration.ofSeconds(10));
    assertThat(last.messages()).containsExactly("c");
    assertThat(last.last()).isTrue();
    assertThat(box.isFinished()).isTrue();
    assertThat(cuts).hasValue(0);
  }

  @Test
  void takingWaitsOnlySoLong() throws InterruptedException {
    Outbox.Taken<String> nothing = box.take(Duration.ofMillis(10));
    assertThat(nothing.messages()).isEmpty();
    assertThat(nothing.last()).isFalse();
  }

  @Test
  void tooMuchCutsOff() throws InterruptedException {
    box.put("0123456789");
    assertThat(cuts).hasValue(0);
    box.put("x");
    assertThat(cuts).hasValue(1);
    box.put("y");
    box.cut();
    assertThat(cuts).hasValue(1);
    assertThat(box.take(Duration.ofSeconds(10)))
        .satisfies(taken -> assertThat(taken.messages()).isEmpty())
        .satisfies(taken -> assertThat(taken.last()).isTrue());
    assertThat(box.isFinished()).isFalse();
  }

  @Test
  void whoTakesTooLongToWriteIsCutOff() throws InterruptedException {
    box.checkPace(Duration.ZERO);
    assertThat(cuts).hasValue(0);
    box.put("a");
    box.take(Duration.ofSeconds(10));
    box.checkPace(Duration.ofSeconds(10));
    assertThat(cuts).hasValue(0);
    await()
        .until(
            () -> {
              box.checkPace(Duration.ofMillis(1));
              return cuts.get() == 1;
            });
  }
}
