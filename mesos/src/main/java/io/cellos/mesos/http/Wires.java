package io.cellos.mesos.http;

import io.cellos.base.http.Accept;
import io.cellos.protocols.mesos.Wire;
import java.util.Arrays;
import java.util.Optional;

/** The encoding that a client is answered in, chosen as Mesos does. */
public final class Wires {
  private Wires() {}

  /**
   * JSON if the client takes both; nothing if it takes none.
   *
   * @param header missing if the client takes everything
   */
  public static Optional<Wire> accepted(Optional<String> header) {
    return Arrays.stream(Wire.values())
        .filter(wire -> Accept.accepts(header, wire.mediaType()))
        .findFirst();
  }
}
