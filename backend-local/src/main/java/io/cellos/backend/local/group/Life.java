package io.cellos.backend.local.group;

/** Where a node is, as its group sees it. */
public enum Life {
  /** Its process is being started. */
  STARTING,
  /** Its process runs; it has not been ready since that began. */
  BOOTING,
  /** It has been ready since its process began, whatever its health is now. */
  READY,
  /** A boot step failed for good; it stays up so that people can look. */
  FAILED,
  /** Its process ended while it should have run. */
  DEAD,
  /** To be started again as the same node: the cell was down, or a person asked to try again. */
  RESUMING,
  /** Being ended for good. */
  ENDING,
  /** Ended with its files kept, because the cell is being stopped. */
  STOPPED;

  /** Whether its main process should be running. */
  public boolean runs() {
    return switch (this) {
      case BOOTING, READY, FAILED -> true;
      case STARTING, DEAD, RESUMING, ENDING, STOPPED -> false;
    };
  }
}
