package io.cellos.marathon.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.coordination.zookeeper.Change;
import io.cellos.coordination.zookeeper.StateStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** JSON values of any size below keys. Written by one thread, read by several. */
final class PackedStore {
  private final StateStore store;
  private final Packer packer = new Packer();

  /** Of the keys that have any. */
  private final Map<String, Parts> parts = new ConcurrentHashMap<>();

  PackedStore(StateStore store) {
    this.store = store;
  }

  /** The keys in the folder. */
  List<String> keys(String folder) throws IOException, InterruptedException {
    return store.list(folder).stream().map(name -> folder + "/" + name).toList();
  }

  Optional<JsonNode> get(String key) throws IOException, InterruptedException {
    return Optional.ofNullable(read(List.of(key)).get(key));
  }

  /**
   * The values of those of the keys that have one.
   *
   * @throws IOException if ZooKeeper does not answer, or holds what can't be read
   */
  Map<String, JsonNode> read(Collection<String> keys) throws IOException, InterruptedException {
    Map<String, byte[]> held = store.values(List.copyOf(keys));
    Map<String, byte[]> whole = new HashMap<>(held);
    for (Map.Entry<String, byte[]> entry : held.entrySet()) {
      Optional<Parts> found = Parts.read(entry.getKey(), entry.getValue());
      if (found.isPresent()) {
        parts.put(entry.getKey(), found.get());
        whole.put(entry.getKey(), join(entry.getKey(), found.get()));
      }
    }
    try {
      return whole.entrySet().parallelStream()
          .collect(
              Collectors.toConcurrentMap(
                  Map.Entry::getKey, entry -> Packer.unpack(entry.getKey(), entry.getValue())));
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private byte[] join(String key, Parts found) throws IOException, InterruptedException {
    Map<String, byte[]> values = store.values(found.keys());
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (String part : found.keys()) {
      byte[] value = values.get(part);
      if (value == null) {
        throw new IOException(key + " lacks a part");
      }
      whole.writeBytes(value);
    }
    return whole.toByteArray();
  }

  /** Removes parts that no key has: of values whose writing was interrupted. */
  void removeLostParts() throws IOException, InterruptedException {
    Set<String> lost = new HashSet<>(keys(Parts.FOLDER));
    parts.values().forEach(known -> lost.removeAll(known.keys()));
    store.write(lost.stream().<Change>map(Change.Delete::new).toList());
  }

  /**
   * Makes the changes in their order, at once if they are not too much for one request. Whatever is
   * interrupted, a key has its old value or its new one.
   *
   * @param changes new values; absent for keys that are to go
   */
  void write(Map<String, Optional<JsonNode>> changes) throws IOException, InterruptedException {
    List<Change> before = new ArrayList<>();
    List<Change> main = new ArrayList<>();
    List<Change> after = new ArrayList<>();
    changes.forEach(
        (key, json) -> {
          Parts old = parts.getOrDefault(key, new Parts(List.of()));
          Parts now = new Parts(List.of());
          if (json.isPresent()) {
            byte[] value = packer.pack(json.get());
            now = Parts.of(key, value);
            for (int i = 0; i < now.keys().size(); i++) {
              before.add(new Change.Put(now.keys().get(i), Parts.slice(value, i)));
            }
            main.add(new Change.Put(key, now.keys().isEmpty() ? value : now.head()));
          } else {
            main.add(new Change.Delete(key));
          }
          for (String part : old.keys()) {
            if (!now.keys().contains(part)) {
              after.add(new Change.Delete(part));
            }
          }
          remember(key, now);
        });
    before.addAll(main);
    before.addAll(after);
    store.write(before);
  }

  private void remember(String key, Parts now) {
    if (now.keys().isEmpty()) {
      parts.remove(key);
    } else {
      parts.put(key, now);
    }
  }
}
