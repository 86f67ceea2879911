package io.cellos.model;

import java.util.Locale;

/** Where a node is in its life. */
public enum NodeState {
  /** Being started; its process does not run yet. */
  PENDING,
  /** Its process runs; it is booting or serving. */
  RUNNING,
  /** A boot step failed for good; its log says why. */
  FAILED,
  /** Being drained or ended. */
  STOPPING,
  /** Not running, with its files kept. */
  STOPPED;

  /** Lower case, as in JSON. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
