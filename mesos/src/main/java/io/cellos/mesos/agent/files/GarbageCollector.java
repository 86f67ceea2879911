package io.cellos.mesos.agent.files;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Deletes directories that nobody needs any more some time after they were given up: after
 * gc_delay, or earlier the fuller the disk is. What is to be deleted is written to a journal, so
 * that a new agent goes on.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class GarbageCollector implements AutoCloseable {
  /**
   * Mesos' flags.
   *
   * @param delay gc_delay
   * @param headroom gc_disk_headroom, the part of the disk that should be free
   * @param watchInterval disk_watch_interval
   */
  public record Settings(Duration delay, double headroom, Duration watchInterval) {
    public static Settings defaults() {
      return new Settings(Duration.ofDays(7), 0.1, Duration.ofMinutes(1));
    }
  }

  /**
   * Goes on with what the journal holds.
   *
   * @param root nothing outside this directory is ever deleted, nor it itself; parents of what was
   *     deleted that are empty then go too
   * @param journal the file; made if it is not there
   * @param deleted called for each directory once it is gone
   */
  public static GarbageCollector start(
      Path root, Path journal, Settings settings, Consumer<Path> deleted) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** The directory is not needed any more. */
  public void schedule(Path directory) {
    throw new UnsupportedOperationException();
  }

  /** It is needed again. */
  public void unschedule(Path directory) {
    throw new UnsupportedOperationException();
  }

  /** How many wait to be deleted, for metrics. */
  public int pending() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
