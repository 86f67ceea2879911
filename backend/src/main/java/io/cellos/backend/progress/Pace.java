package io.cellos.backend.progress;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Time for whoever waits, so that a test can let it pass at once. */
public interface Pace {
  /** The time of day, comparable with what nodes report. */
  Instant now();

  /** A clock that never jumps, in nanoseconds from an arbitrary moment. */
  long nanoTime();

  void pause(Duration duration) throws InterruptedException;

  /** The machine's clocks. */
  static Pace real() {
    return new Pace() {
      @Override
      public Instant now() {
        return Instant.now();
      }

      @Override
      public long nanoTime() {
        return System.nanoTime();
      }

      @Override
      public void pause(Duration duration) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(duration.toNanos());
      }
    };
  }
}
