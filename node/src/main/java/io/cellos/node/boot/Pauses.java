package io.cellos.node.boot;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How the boot lets time pass; another one in tests. */
@FunctionalInterface
public interface Pauses {
  /** Really sleeps. */
  Pauses REAL = length -> TimeUnit.NANOSECONDS.sleep(length.toNanos());

  void pause(Duration length) throws InterruptedException;
}
