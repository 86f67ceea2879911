package io.cellos.marathon.core;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * What is to be done later. Nothing is ever cancelled: what is done looks whether there is still
 * reason for it.
 */
final class Timers {
  private record Timer(Instant at, long number, Runnable action) {}

  private final PriorityQueue<Timer> queue =
      new PriorityQueue<>(Comparator.comparing(Timer::at).thenComparingLong(Timer::number));
  private long count;

  void at(Instant when, Runnable action) {
    queue.add(new Timer(when, count++, action));
  }

  void run(Instant now) {
    while (!queue.isEmpty() && !queue.peek().at().isAfter(now)) {
      queue.poll().action().run();
    }
  }

  Optional<Instant> next() {
    return Optional.ofNullable(queue.peek()).map(Timer::at);
  }
}
