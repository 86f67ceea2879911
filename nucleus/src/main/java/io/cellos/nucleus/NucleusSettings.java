package io.cellos.nucleus;

import io.cellos.model.InvalidInputException;
import io.cellos.model.NodeId;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How one node of the nucleus runs.
 *
 * @param host the node's address, on which everything listens
 * @param directory gets ZooKeeper's files; a directory of its own
 * @param logDirectory gets {@code zookeeper.log}
 * @param heapMegabytes upper bound of ZooKeeper's heap, at least 32
 * @param snapshotEvery how often the leader's node saves the data to the shared store
 * @param snapshotsKept how many of them are kept, at least 1
 */
public record NucleusSettings(
    NodeId node,
    String host,
    Path directory,
    Path logDirectory,
    int heapMegabytes,
    Duration snapshotEvery,
    int snapshotsKept) {
  public NucleusSettings {
    if (heapMegabytes < 32 || snapshotsKept < 1 || !snapshotEvery.isPositive()) {
      throw new InvalidInputException(
          "the nucleus needs a heap of at least 32 MB, a period between snapshots, and to keep one");
    }
    directory = directory.toAbsolutePath();
    logDirectory = logDirectory.toAbsolutePath();
  }
}
