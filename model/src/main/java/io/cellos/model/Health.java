package io.cellos.model;

import java.util.Locale;

/** What the last health check of a node said. */
public enum Health {
  /** Not checked yet, or the node is still booting. */
  UNKNOWN,
  HEALTHY,
  UNHEALTHY;

  /** Lower case, as in JSON. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
