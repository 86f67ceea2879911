package io.cellos.mesos.master.api;

import com.google.protobuf.Message;
import io.cellos.protocols.mesos.ResourceFormat;

/** Messages as operators see them: reservations in the old form and in the new one. */
final class Shown {
  private Shown() {}

  static <M extends Message> M to(M message) {
    return ResourceFormat.forEndpoint(message);
  }
}
