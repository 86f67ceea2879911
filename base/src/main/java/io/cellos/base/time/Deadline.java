package io.cellos.base.time;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A moment until which something may take, on the clock that never jumps. */
public final class Deadline {
  private final long endNanos;

  private Deadline(long endNanos) {
    this.endNanos = endNanos;
  }

  public static Deadline in(Duration duration) {
    return new Deadline(System.nanoTime() + duration.toNanos());
  }

  public boolean isPast() {
    return endNanos - System.nanoTime() <= 0;
  }

  /** What is left, never negative. */
  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
  }

  /**
   * Looks again and again until the condition holds or the deadline is past.
   *
   * @param pause between two looks
   * @return whether the condition held
   */
  public boolean await(Duration pause, BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      if (isPast()) {
        return false;
      }
      TimeUnit.NANOSECONDS.sleep(Math.min(pause.toNanos(), Math.max(1, remaining().toNanos())));
    }
    return true;
  }
}
