package io.cellos.nucleus.membership;

import io.cellos.base.error.CellException;
import io.cellos.base.time.Deadline;
import io.cellos.coordination.SharedStore;
import io.cellos.model.CellName;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Asks the nucleus, through the shared store, to save and to restore the ensemble's data. The asker
 * need not reach any node.
 */
public final class Snapshots {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final CellName cell;
  private final NucleusStore nucleus;
  private final String place;

  /**
   * @param place where the store is, for people
   */
  public Snapshots(CellName cell, SharedStore store, String place) {
    this.cell = cell;
    this.nucleus = new NucleusStore(store);
    this.place = place;
  }

  /** Has the leader save its data now; returns the snapshot's name. */
  public String take() {
    String id = UUID.randomUUID().toString();
    try {
      nucleus.requestSnapshot(id);
      SnapshotResult result = await(id);
      nucleus.forget(id);
      if (result.failure() != null) {
        throw CellException.failed(
            "the leader could not save a snapshot: " + result.failure(),
            "see its log: cell log " + cell + " nucleus");
      }
      return result.name();
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  private SnapshotResult await(String id) throws IOException {
    Deadline deadline = Deadline.in(PATIENCE);
    Optional<SnapshotResult> result = nucleus.snapshotResult(id);
    while (result.isEmpty() && !deadline.isPast()) {
      pause();
      result = nucleus.snapshotResult(id);
    }
    if (result.isEmpty()) {
      nucleus.forget(id);
      throw CellException.failed(
          "no leader took a snapshot within " + PATIENCE.toSeconds() + " s",
          "see how the nucleus is: cell list " + cell);
    }
    return result.get();
  }

  private static void pause() {
    try {
      TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CellException.failed("interrupted while waiting for the nucleus", "");
    }
  }

  /** Oldest first. */
  public List<String> list() {
    try {
      return nucleus.snapshots();
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  /** Returns when no node serves the data of before any more. */
  public void restore(String snapshot) {
    try {
      int generation = nucleus.restore(snapshot);
      Deadline deadline = Deadline.in(PATIENCE);
      while (!nucleus.isReleased(generation)) {
        if (deadline.isPast()) {
          throw CellException.failed(
              "the restore has begun, but not every nucleus node has put its data aside yet",
              "it goes on by itself once all of them run, see: cell list " + cell);
        }
        pause();
      }
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  private CellException unreachable(IOException failure) {
    return CellException.failed(
        "the shared store of cell " + cell + " can't be used: " + failure.getMessage(),
        "look at " + place,
        failure);
  }
}
