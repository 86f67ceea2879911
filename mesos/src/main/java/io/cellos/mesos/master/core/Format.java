package io.cellos.mesos.master.core;

import com.google.protobuf.Message;
import io.cellos.mesos.master.core.state.Framework;
import io.cellos.protocols.mesos.ResourceFormat;
import org.apache.mesos.v1.Protos.FrameworkInfo.Capability;

/** Messages with resources, between the form used inside and the one a framework knows. */
final class Format {
  private Format() {}

  static <M extends Message> M outgoing(Framework framework, M message) {
    M known =
        framework.has(Capability.Type.MULTI_ROLE) ? message : ResourceFormat.unallocate(message);
    return framework.has(Capability.Type.RESERVATION_REFINEMENT)
        ? known
        : ResourceFormat.downgrade(known);
  }

  /** Of valid resources; they say the role that they are allocated to. */
  static <M extends Message> M allocated(M message, String role) {
    return ResourceFormat.allocate(ResourceFormat.upgrade(message), role);
  }

  /** Of valid resources; they do not say what they are allocated to. */
  static <M extends Message> M plain(M message) {
    return ResourceFormat.unallocate(ResourceFormat.upgrade(message));
  }
}
