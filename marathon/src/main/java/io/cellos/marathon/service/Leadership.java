package io.cellos.marathon.service;

import java.net.URI;

/** Who leads, as far as this program knows. */
public sealed interface Leadership {
  /** Nobody, or it is not known who. */
  record Nobody() implements Leadership {}

  /**
   * @param leader its URL, such as {@code http://127.20.0.12:8080}
   */
  record Other(URI leader) implements Leadership {}

  /** This program. */
  record Leading(Service service) implements Leadership {}
}
