package io.cellos.coordination.zookeeper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;

/**
 * Values under keys such as {@code agents/S1}, below one path of ZooKeeper. A key has a value or
 * keys below it. What a call returned from is durable. May be used by several threads.
 */
public final class StateStore {
  /** ZooKeeper takes requests of up to a megabyte; the rest is for names and headers. */
  private static final int MOST_BYTES = 900_000;

  private static final int READ_AT_ONCE = 100;
  private static final int READERS = 8;

  private final ZooKeeperSession session;
  private final String root;
  private final Fence fence;

  /** Keys that were there when last seen; wrong only costs another try. */
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  /** Who may write. */
  private interface Fence {
    /** Fails as a whole if the node at this path is gone; nothing for a store without a leader. */
    Optional<String> path() throws NotLeaderException;
  }

  private StateStore(ZooKeeperSession session, String root, Fence fence) {
    this.session = session;
    this.root = root;
    this.fence = fence;
  }

  /**
   * A store that anybody may write to.
   *
   * @param root for example {@code /mesos/registry}; it is made with the first value
   */
  public static StateStore below(ZooKeeperSession session, String root) {
    return new StateStore(session, root, Optional::empty);
  }

  /**
   * The same store for one who leads: each change is refused with {@link NotLeaderException} once
   * its node in the election is gone, whether it knows that already or not.
   */
  public StateStore writtenBy(LeaderElection election) {
    return new StateStore(
        session,
        root,
        () ->
            Optional.of(
                election
                    .proof()
                    .orElseThrow(() -> new NotLeaderException("does not lead any more", null))));
  }

  /** As a leader with this node writes, whatever it knows. */
  static StateStore guarded(ZooKeeperSession session, String root, String proof) {
    return new StateStore(session, root, () -> Optional.of(proof));
  }

  /**
   * The value of the key.
   *
   * @throws IOException if ZooKeeper does not answer
   */
  public Optional<byte[]> get(String key) throws IOException, InterruptedException {
    try {
      return Optional.of(session.repeat(zookeeper -> zookeeper.getData(path(key), false, null)));
    } catch (KeeperException.NoNodeException e) {
      return Optional.empty();
    } catch (KeeperException e) {
      throw failure(e);
    }
  }

  /**
   * The names right below the folder, sorted; none if there is no such folder.
   *
   * @param folder empty for the root
   * @throws IOException if ZooKeeper does not answer
   */
  public List<String> list(String folder) throws IOException, InterruptedException {
    try {
      return session.repeat(zookeeper -> zookeeper.getChildren(path(folder), false)).stream()
          .sorted()
          .toList();
    } catch (KeeperException.NoNodeException e) {
      return List.of();
    } catch (KeeperException e) {
      throw failure(e);
    }
  }

  /**
   * All names right below the folder with their values, sorted.
   *
   * @throws IOException if ZooKeeper does not answer
   */
  public Map<String, byte[]> all(String folder) throws IOException, InterruptedException {
    Map<String, byte[]> values = new TreeMap<>();
    values(list(folder).stream().map(name -> folder + "/" + name).toList())
        .forEach((key, value) -> values.put(key.substring(folder.length() + 1), value));
    return values;
  }

  /**
   * The values of those of the keys that have one, many at once.
   *
   * @throws IOException if ZooKeeper does not answer
   */
  public Map<String, byte[]> values(List<String> keys) throws IOException, InterruptedException {
    Map<String, byte[]> values = new ConcurrentHashMap<>();
    try (ExecutorService readers =
        Executors.newFixedThreadPool(READERS, Thread.ofVirtual().factory())) {
      List<Future<Void>> parts = new ArrayList<>();
      for (int from = 0; from < keys.size(); from += READ_AT_ONCE) {
        List<String> some = keys.subList(from, Math.min(keys.size(), from + READ_AT_ONCE));
        parts.add(
            readers.submit(
                () -> {
                  values.putAll(read(some));
                  return null;
                }));
      }
      for (Future<Void> part : parts) {
        part.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
    }
    return values;
  }

  private Map<String, byte[]> read(List<String> keys) throws IOException, InterruptedException {
    List<Op> reads = keys.stream().map(key -> Op.getData(path(key))).toList();
    List<OpResult> results;
    try {
      results = session.repeat(zookeeper -> zookeeper.multi(reads));
    } catch (KeeperException e) {
      throw failure(e);
    }
    Map<String, byte[]> values = new HashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      if (results.get(i) instanceof OpResult.GetDataResult found) { // else it has just gone
        values.put(keys.get(i), found.getData());
        known.add(keys.get(i));
      }
    }
    return values;
  }

  /** Sets one value, see {@link #write}. */
  public void put(String key, byte[] value) throws IOException, InterruptedException {
    write(List.of(new Change.Put(key, value)));
  }

  /** Removes one key if it is there, see {@link #write}. */
  public void delete(String key) throws IOException, InterruptedException {
    write(List.of(new Change.Delete(key)));
  }

  /**
   * Makes the changes, all of them or none. Only what is too much for one request (some 900 kB) is
   * made in several, in order. Of several changes of a key the last one counts.
   *
   * @throws NotLeaderException if this store is a leader's and it leads no more
   * @throws IOException if ZooKeeper does not answer: the changes may be made or not
   */
  public void write(List<Change> changes) throws IOException, InterruptedException {
    Map<String, Change> last = new LinkedHashMap<>();
    changes.forEach(change -> last.put(change.key(), change));
    List<Change> part = new ArrayList<>();
    int bytes = 0;
    for (Change change : last.values()) {
      int size = size(change);
      if (size > MOST_BYTES) {
        throw new IOException("%s has %d bytes, too much".formatted(change.key(), size));
      }
      if (bytes + size > MOST_BYTES) {
        writeAtOnce(part);
        part.clear();
        bytes = 0;
      }
      part.add(change);
      bytes += size;
    }
    if (!part.isEmpty()) {
      writeAtOnce(part);
    }
  }

  private int size(Change change) {
    int value =
        switch (change) {
          case Change.Put put -> put.value().length;
          case Change.Delete _ -> 0;
        };
    return path(change.key()).length() + value + 64;
  }

  private void writeAtOnce(List<Change> changes) throws IOException, InterruptedException {
    Batch batch = new Batch(changes, this::path, known);
    while (true) {
      Optional<String> proof = fence.path();
      List<Op> ops = batch.ops(proof);
      try {
        if (!ops.isEmpty()) {
          session.repeat(zookeeper -> zookeeper.multi(ops));
        }
        batch.remember(known);
        return;
      } catch (KeeperException.NoNodeException | KeeperException.NodeExistsException e) {
        if (proof.isPresent() && Batch.isFirstRefused(e)) {
          throw new NotLeaderException("does not lead any more: " + proof.get() + " is gone", e);
        }
        look(batch); // what is there is not what was expected, or an earlier try was successful
      } catch (KeeperException e) {
        throw failure(e);
      }
    }
  }

  /** Finds out which keys are there, and makes the folders of those to come. */
  private void look(Batch batch) throws IOException, InterruptedException {
    for (String folder : batch.folders()) {
      session.makePath(folder);
    }
    for (String key : batch.keys()) {
      try {
        batch.found(key, session.repeat(zookeeper -> zookeeper.exists(path(key), false)) != null);
      } catch (KeeperException e) {
        throw failure(e);
      }
    }
  }

  private String path(String key) {
    return key.isEmpty() ? root : root + "/" + key;
  }

  private static IOException failure(KeeperException e) {
    return new IOException(e.getMessage(), e);
  }
}
