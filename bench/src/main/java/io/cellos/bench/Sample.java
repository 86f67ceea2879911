package io.cellos.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Times of one thing measured several times; the median is what is quoted. */
final class Sample {
  private final List<Duration> times = new ArrayList<>();

  void add(Duration time) {
    times.add(time);
  }

  Duration median() {
    List<Duration> sorted = new ArrayList<>(times);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }

  double seconds() {
    return median().toNanos() / 1e9;
  }

  /** The time that so many of a hundred are not above. */
  double seconds(int percentile) {
    List<Duration> sorted = new ArrayList<>(times);
    Collections.sort(sorted);
    int rank = Math.ceilDiv(sorted.size() * percentile, 100);
    return sorted.get(Math.max(1, rank) - 1).toNanos() / 1e9;
  }

  /** Median, and the range in brackets: {@code 1.93 s [1.88 - 2.10, n=5]}. */
  @Override
  public String toString() {
    return "%.2f s [%.2f - %.2f, n=%d]"
        .formatted(
            seconds(),
            Collections.min(times).toNanos() / 1e9,
            Collections.max(times).toNanos() / 1e9,
            times.size());
  }
}
