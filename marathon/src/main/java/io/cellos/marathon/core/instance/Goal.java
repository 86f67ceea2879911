package io.cellos.marathon.core.instance;

/** What an instance shall become. */
public enum Goal {
  /** It runs, and is launched again when it ends. */
  RUNNING,
  /** It ends, and keeps its place and data. */
  STOPPED,
  /** It ends, and is forgotten with all it had reserved. */
  DECOMMISSIONED
}
