package io.cellos.mesos.master.api;

import io.cellos.base.lifecycle.Logs;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** How much this program logs: 0 as usual, more for details, for a while. */
final class LogLevel {
  private int level;
  private int change;

  synchronized int get() {
    return level;
  }

  synchronized void set(int wanted, Duration duration) {
    apply(wanted);
    int mine = ++change;
    CompletableFuture.delayedExecutor(duration.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> revert(mine));
  }

  private synchronized void revert(int mine) {
    if (mine == change) { // nobody has set another one since
      apply(0);
    }
  }

  private void apply(int wanted) {
    level = wanted;
    Logs.detailed(wanted > 0);
  }
}
