package io.cellos.base.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoopTest {
  private static final Duration LONG = Duration.ofHours(1);

  @Test
  void wokenInAPauseItGoesOn() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch rounds = new CountDownLatch(2);
    try (Loop loop =
        Loop.start(
            "test",
            () -> {
              begun.countDown();
              rounds.countDown();
              return LONG;
            })) {
      begun.await(); // a call before the first round is answered by that round
      loop.wake();
      assertThat(rounds.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** What has been looked at already may have changed by then. */
  @Test
  void wokenInARoundItLooksAgain() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch woken = new CountDownLatch(1);
    CountDownLatch rounds = new CountDownLatch(2);
    try (Loop loop =
        Loop.start(
            "test",
            () -> {
              begun.countDown();
              woken.await();
              rounds.countDown();
              return LONG;
            })) {
      begun.await();
      loop.wake();
      woken.countDown();
      assertThat(rounds.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }
}
