package io.cellos.base.process;

import java.time.Duration;

/**
 * When a program that ended is started again: the first time at once, then after pauses that double
 * from 200 ms to 10 s, until it has run for 30 s. Times are readings of a clock that never jumps.
 *
 * @param quickEnds how often in a row it ended soon after its start
 * @param startedAt when it was last started, nanoseconds
 * @param notBefore when it may be started again, nanoseconds
 */
public record RestartPolicy(int quickEnds, long startedAt, long notBefore) {
  private static final long STABLE = Duration.ofSeconds(30).toNanos();
  private static final long LEAST = Duration.ofMillis(200).toNanos();
  private static final long MOST = Duration.ofSeconds(10).toNanos();

  public static RestartPolicy fresh(long now) {
    return new RestartPolicy(0, now, now);
  }

  public boolean mayStart(long now) {
    return now - notBefore >= 0;
  }

  public RestartPolicy started(long now) {
    return new RestartPolicy(quickEnds, now, notBefore);
  }

  /** The program ended by itself. */
  public RestartPolicy ended(long now) {
    int ends = now - startedAt >= STABLE ? 1 : quickEnds + 1;
    long pause = ends == 1 ? 0 : Math.min(MOST, LEAST << Math.min(ends - 2, 20));
    return new RestartPolicy(ends, startedAt, now + pause);
  }
}
