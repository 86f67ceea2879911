package io.cellos.model;

/** What state a cell is in, in the words that {@code cell list} prints. */
public enum CellStatus {
  /** Its nodes have not all been healthy yet. */
  CREATING,
  /** Every group has its desired number of healthy nodes. */
  RUNNING,
  /** It ran before; now a group has fewer healthy nodes than desired, or is being resized. */
  DEGRADED,
  /** Its creation failed for good; what was made may have been taken back. */
  FAILED,
  /** Stopped on purpose; its data is kept and {@code cell start} brings it back. */
  STOPPED,
  /** A delete began and has not finished; deleting again continues it. */
  DELETING,
  /** Its controller is gone or its files can't be read; nobody keeps its groups alive. */
  DAMAGED
}
