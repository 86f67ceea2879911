package io.cellos.mesos.agent.files;

import io.cellos.base.files.AtomicFiles;
import io.cellos.base.lifecycle.Loop;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes directories that nobody needs any more some time after they were given up: after
 * gc_delay, or earlier the fuller the disk is. What is to be deleted is written to a journal, so
 * that a new agent goes on.
 */
public final class GarbageCollector implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GarbageCollector.class);

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

    /** How old garbage may get while that part of the disk is used. */
    Duration age(double usage) {
      double part = Math.clamp(1.0 - headroom - usage, 0.0, 1.0);
      return Duration.ofMillis((long) (delay.toMillis() * part));
    }
  }

  /** How full the disk is, 0 to 1. */
  interface Disk {
    double usage() throws IOException;
  }

  private final Path root;
  private final Settings settings;
  private final Consumer<Path> deleted;
  private final InstantSource clock;
  private final Disk disk;
  private final GarbageJournal journal;
  private final Map<Path, Instant> waiting;
  private final LongAdder succeeded = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final Loop loop;

  private GarbageCollector(
      Path root,
      Path journal,
      Settings settings,
      Consumer<Path> deleted,
      InstantSource clock,
      Disk disk)
      throws IOException {
    this.root = root.toAbsolutePath().normalize();
    this.settings = settings;
    this.deleted = deleted;
    this.clock = clock;
    this.disk = disk;
    this.journal = new GarbageJournal(journal);
    this.waiting = new LinkedHashMap<>(this.journal.load());
    this.loop = Loop.start("garbage-collector", this::once, settings.watchInterval());
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
    return start(root, journal, settings, deleted, InstantSource.system(), () -> usage(root));
  }

  static GarbageCollector start(
      Path root,
      Path journal,
      Settings settings,
      Consumer<Path> deleted,
      InstantSource clock,
      Disk disk)
      throws IOException {
    return new GarbageCollector(root, journal, settings, deleted, clock, disk);
  }

  private static double usage(Path directory) throws IOException {
    FileStore store = Files.getFileStore(directory);
    long total = store.getTotalSpace();
    return total == 0 ? 0 : 1.0 - (double) store.getUsableSpace() / total;
  }

  /** The directory is not needed any more. */
  public void schedule(Path directory) {
    Path path = directory.toAbsolutePath().normalize();
    if (path.equals(root) || !path.startsWith(root)) {
      throw new IllegalArgumentException(path + " is not below " + root);
    }
    synchronized (waiting) {
      Instant now = clock.instant();
      if (waiting.putIfAbsent(path, now) == null) {
        journal.add(path, now);
      }
    }
  }

  /** It is needed again. */
  public void unschedule(Path directory) {
    Path path = directory.toAbsolutePath().normalize();
    synchronized (waiting) {
      if (waiting.remove(path) != null) {
        journal.remove(path);
      }
    }
  }

  /** How many wait to be deleted, for metrics. */
  public int pending() {
    synchronized (waiting) {
      return waiting.size();
    }
  }

  /** How many were deleted, for metrics. */
  public long succeeded() {
    return succeeded.sum();
  }

  /** How often one could not be deleted, for metrics. */
  public long failed() {
    return failed.sum();
  }

  /** Looks at once instead of after the interval. */
  void wake() {
    loop.wake();
  }

  private Duration once() throws IOException {
    Duration age = settings.age(disk.usage());
    Instant latest = clock.instant().minus(age);
    List<Path> due = new ArrayList<>();
    synchronized (waiting) {
      waiting.forEach(
          (path, since) -> {
            if (!since.isAfter(latest)) {
              due.add(path);
            }
          });
    }
    due.forEach(this::delete);
    return age.compareTo(settings.watchInterval()) < 0 && !age.isZero()
        ? age
        : settings.watchInterval();
  }

  private void delete(Path directory) {
    synchronized (waiting) {
      if (!waiting.containsKey(directory)) {
        return; // needed again since
      }
      unschedule(directory);
    }
    try {
      AtomicFiles.deleteTree(directory);
      LOG.info("deleted {}", directory);
      deleted.accept(directory);
      succeeded.increment();
      deleteEmpty(directory.getParent());
    } catch (IOException e) {
      LOG.warn("can't delete {}, which is tried again: {}", directory, e.toString());
      failed.increment();
      schedule(directory);
    }
  }

  /** A directory in which only a link to nothing is left, such as {@code latest}, is empty. */
  private void deleteEmpty(Path directory) throws IOException {
    if (directory.equals(root) || !Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> children = Files.list(directory)) {
      for (Path child : (Iterable<Path>) children::iterator) {
        if (!Files.isSymbolicLink(child) || Files.exists(child)) {
          return;
        }
        Files.delete(child);
      }
    }
    try {
      Files.delete(directory);
    } catch (DirectoryNotEmptyException e) {
      LOG.debug("{} is used again", directory);
      return;
    }
    deleteEmpty(directory.getParent());
  }

  @Override
  public void close() {
    loop.close();
  }
}
