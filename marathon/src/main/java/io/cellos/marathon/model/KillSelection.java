package io.cellos.marathon.model;

/** Which instances go first when there are too many. */
public enum KillSelection {
  YOUNGEST_FIRST,
  OLDEST_FIRST
}
