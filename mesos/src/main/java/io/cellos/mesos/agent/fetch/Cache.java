package io.cellos.mesos.agent.fetch;

import io.cellos.base.files.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files fetched before, each user's for itself. Of several who want a file at once one fetches it
 * and the others wait. What was not used for longest makes room; what is in use stays.
 */
final class Cache {
  private static final Logger LOG = LoggerFactory.getLogger(Cache.class);
  private static final int LONGEST_NAME = 100;

  /** How a file comes into the cache. */
  interface Source {
    /** 0 if nobody knows; it is not cached then. */
    long size();

    void fetch(Path to) throws IOException, InterruptedException;
  }

  private record Key(String user, String uri) {}

  private static final class Entry {
    private final Path file;
    private final CompletableFuture<Path> done = new CompletableFuture<>();
    private long bytes;
    private int users = 1;

    private Entry(Path file) {
      this.file = file;
    }
  }

  /** A file that stays until this is closed. */
  final class Lease implements AutoCloseable {
    private final Entry entry;

    private Lease(Entry entry) {
      this.entry = entry;
    }

    Path file() {
      return entry.file;
    }

    @Override
    public void close() {
      release(entry);
    }
  }

  private final Path directory;
  private final long capacity;

  /** Least recently used first. */
  private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

  private long used;
  private long number;

  Cache(Path directory, long capacity) throws IOException {
    this.directory = directory;
    this.capacity = capacity;
    AtomicFiles.deleteTree(directory);
    AtomicFiles.directory(directory);
  }

  /**
   * The file, fetched if it is not there.
   *
   * @return empty if there is no room for it, or who fetched it failed
   * @throws IOException if it was for us to fetch it, and that failed
   */
  Optional<Lease> lease(String user, String uri, Source source)
      throws IOException, InterruptedException {
    Key key = new Key(user, uri);
    Entry mine = null;
    Entry entry;
    synchronized (this) {
      entry = entries.get(key);
      if (entry == null) {
        mine = new Entry(directory.resolve("c" + ++number + "-" + suffix(uri)));
        entries.put(key, mine);
      } else {
        entry.users++;
      }
    }
    return mine == null ? await(entry) : fill(key, mine, source);
  }

  private Optional<Lease> await(Entry entry) throws InterruptedException {
    try {
      entry.done.get();
      return Optional.of(new Lease(entry));
    } catch (ExecutionException e) {
      LOG.debug("who fetched it failed", e);
      release(entry);
      return Optional.empty();
    } catch (InterruptedException e) {
      release(entry);
      throw e;
    }
  }

  private Optional<Lease> fill(Key key, Entry entry, Source source)
      throws IOException, InterruptedException {
    boolean filled = false;
    try {
      if (!reserve(entry, source.size())) {
        return Optional.empty();
      }
      source.fetch(entry.file);
      correct(entry, Files.size(entry.file));
      filled = true;
      entry.done.complete(entry.file);
      return Optional.of(new Lease(entry));
    } finally {
      if (!filled) {
        forget(key, entry);
        entry.done.completeExceptionally(new FetchException("not fetched"));
      }
    }
  }

  private synchronized boolean reserve(Entry entry, long bytes) {
    if (bytes <= 0 || bytes > capacity) {
      return false;
    }
    Map<Key, Entry> idle = new HashMap<>();
    long left = used + bytes - capacity;
    for (Map.Entry<Key, Entry> candidate : entries.entrySet()) {
      if (left > 0 && candidate.getValue().users == 0) {
        idle.put(candidate.getKey(), candidate.getValue());
        left -= candidate.getValue().bytes;
      }
    }
    if (left > 0) {
      return false;
    }
    idle.forEach(this::forget);
    entry.bytes = bytes;
    used += bytes;
    return true;
  }

  /** The server's word about the size may be wrong. */
  private synchronized void correct(Entry entry, long bytes) {
    used += bytes - entry.bytes;
    entry.bytes = bytes;
  }

  private synchronized void forget(Key key, Entry entry) {
    entries.remove(key, entry);
    used -= entry.bytes;
    entry.bytes = 0;
    try {
      Files.deleteIfExists(entry.file);
    } catch (IOException e) {
      LOG.warn("can't delete {}: {}", entry.file, e.toString());
    }
  }

  private synchronized void release(Entry entry) {
    entry.users--;
  }

  synchronized long used() {
    return used;
  }

  private static String suffix(String uri) {
    String name = uri.substring(uri.lastIndexOf('/') + 1);
    return name.substring(Math.max(0, name.length() - LONGEST_NAME));
  }
}
