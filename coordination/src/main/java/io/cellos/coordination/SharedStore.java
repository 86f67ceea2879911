package io.cellos.coordination;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A place that all nodes of a cell share: a directory locally, the cell's bucket on EC2. It exists
 * before ZooKeeper does, and is how ZooKeeper's members find each other.
 *
 * <p>Keys are relative paths of {@code [A-Za-z0-9._-]} names separated by {@code /}; a name is
 * never {@code .} or {@code ..}. Every method throws {@link IllegalArgumentException} for another
 * key, and {@link IOException} if the store can't be reached or is full. A failed write leaves the
 * old value.
 */
public interface SharedStore {

  /** The value, or empty if there is none. */
  Optional<Versioned> get(String key) throws IOException;

  /** Writes the value whatever is there. */
  void put(String key, byte[] content) throws IOException;

  /**
   * Writes the value only if the key still is as the caller saw it.
   *
   * @param seen the tag the caller read, or empty if the key must not exist
   * @return whether it was written; false if somebody else was faster
   */
  boolean compareAndSwap(String key, Optional<String> seen, byte[] content) throws IOException;

  /** Removes the key; no error if there is none. */
  void delete(String key) throws IOException;

  /** The keys that begin with the prefix {@code <folder>/}, sorted; empty if there are none. */
  List<String> list(String folder) throws IOException;

  /** Writes a large value from a file. */
  void upload(String key, Path file) throws IOException;

  /**
   * Reads a large value; the caller closes it.
   *
   * @throws java.nio.file.NoSuchFileException if there is none
   */
  InputStream download(String key) throws IOException;

  /**
   * How long to pause between two looks at this store.
   *
   * @param local the pause that suits a store that costs nothing
   */
  default Duration pause(Duration local) {
    return local;
  }
}
