package io.cellos.backend.testing;

import io.cellos.backend.progress.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Time that passes only by waiting, and then at once. */
public final class ManualPace implements Pace {
  public static final Instant BEGIN = Instant.parse("2026-11-23T04:00:00Z");

  private record Plan(Instant at, Runnable action) {}

  private Instant now = BEGIN;
  private Optional<Plan> plan = Optional.empty();

  /** Runs the action once, when the time comes. */
  public void at(Duration sinceBegin, Runnable action) {
    plan = Optional.of(new Plan(BEGIN.plus(sinceBegin), action));
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public long nanoTime() {
    return Duration.between(BEGIN, now).toNanos();
  }

  @Override
  public void pause(Duration duration) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted while waiting");
    }
    now = now.plus(duration);
    Optional<Plan> due = plan.filter(p -> !p.at.isAfter(now));
    if (due.isPresent()) {
      plan = Optional.empty();
      due.get().action.run();
    }
  }
}
