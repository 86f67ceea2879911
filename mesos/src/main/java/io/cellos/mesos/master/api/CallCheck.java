package io.cellos.mesos.master.api;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.mesos.v1.scheduler.Protos.Call;

/** What calls must have whatever the master knows; reasons in Mesos' words. */
final class CallCheck {
  private static final int UUID_BYTES = 16;

  /** Calls of schedulers that may come without a part of their own. */
  private static final Set<Call.Type> BARE =
      EnumSet.of(Call.Type.UNKNOWN, Call.Type.TEARDOWN, Call.Type.REVIVE, Call.Type.SUPPRESS);

  private CallCheck() {}

  /** What is wrong with a scheduler's call. */
  static Optional<String> problem(Call call) {
    if (!call.hasType()) {
      return Optional.of("Expecting 'type' to be present");
    }
    if (call.getType() == Call.Type.SUBSCRIBE) {
      return subscribe(call);
    }
    if (!call.hasFrameworkId()) {
      return Optional.of("Expecting 'framework_id' to be present");
    }
    if (!BARE.contains(call.getType())) {
      Optional<String> missing = missing(call, call.getType().name());
      if (missing.isPresent()) {
        return missing;
      }
    }
    return switch (call.getType()) {
      case ACKNOWLEDGE -> uuid(call.getAcknowledge().getUuid().size());
      case ACKNOWLEDGE_OPERATION_STATUS ->
          call.getAcknowledgeOperationStatus().hasAgentId()
              ? uuid(call.getAcknowledgeOperationStatus().getUuid().size())
              : Optional.of("Expecting 'agent_id' to be present");
      case UPDATE_FRAMEWORK ->
          call.getFrameworkId().equals(call.getUpdateFramework().getFrameworkInfo().getId())
              ? Optional.empty()
              : Optional.of("'framework_id' differs from 'update_framework.framework_info.id'");
      default -> Optional.empty();
    };
  }

  private static Optional<String> subscribe(Call call) {
    if (!call.hasSubscribe()) {
      return Optional.of("Expecting 'subscribe' to be present");
    }
    return call.getSubscribe().getFrameworkInfo().getId().equals(call.getFrameworkId())
        ? Optional.empty()
        : Optional.of("'framework_id' differs from 'subscribe.framework_info.id'");
  }

  private static Optional<String> uuid(int bytes) {
    return bytes == UUID_BYTES
        ? Optional.empty()
        : Optional.of("Not a valid UUID: expecting 16 bytes, but got " + bytes);
  }

  /** What is wrong with an operator's call. */
  static Optional<String> problem(org.apache.mesos.v1.master.Protos.Call call) {
    if (!call.hasType()) {
      return Optional.of("Expecting 'type' to be present");
    }
    return missing(call, call.getType().name());
  }

  /** Each call that has a part has it under its own name; those without one have no such field. */
  private static Optional<String> missing(Message call, String type) {
    String name = type.toLowerCase(Locale.ROOT);
    FieldDescriptor part = call.getDescriptorForType().findFieldByName(name);
    return part == null || call.hasField(part)
        ? Optional.empty()
        : Optional.of("Expecting '" + name + "' to be present");
  }
}
