package io.cellos.protocols.mesos;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.apache.mesos.v1.Protos.Resource;

/** Changes each resource in a message, however deep. */
final class EveryResource {
  private static final Map<Descriptor, List<FieldDescriptor>> WAYS = new ConcurrentHashMap<>();

  private EveryResource() {}

  /** The message with changed resources; the same object if nothing changes. */
  @SuppressWarnings("unchecked") // a message's builder builds the same message
  static <M extends Message> M in(M message, UnaryOperator<Resource> change) {
    if (message instanceof Resource resource) {
      return (M) change.apply(resource);
    }
    Message.Builder changed = null;
    for (FieldDescriptor field : ways(message.getDescriptorForType())) {
      Object before = isSet(message, field) ? message.getField(field) : null;
      Object after = before == null ? null : changed(before, change);
      if (after != before) {
        changed = changed == null ? message.toBuilder() : changed;
        changed.setField(field, after);
      }
    }
    return changed == null ? message : (M) changed.build();
  }

  private static boolean isSet(Message message, FieldDescriptor field) {
    return field.isRepeated() ? message.getRepeatedFieldCount(field) > 0 : message.hasField(field);
  }

  private static Object changed(Object value, UnaryOperator<Resource> change) {
    if (!(value instanceof List<?> list)) {
      return in((Message) value, change);
    }
    List<Message> changed = new ArrayList<>();
    boolean same = true;
    for (Object element : list) {
      Message after = in((Message) element, change);
      same &= after == element;
      changed.add(after);
    }
    return same ? list : changed;
  }

  /** The fields of the message that resources can be in. */
  private static List<FieldDescriptor> ways(Descriptor message) {
    return WAYS.computeIfAbsent(
        message,
        of ->
            of.getFields().stream()
                .filter(field -> field.getJavaType() == JavaType.MESSAGE && !field.isMapField())
                .filter(field -> leads(field.getMessageType(), new HashSet<>()))
                .toList());
  }

  private static boolean leads(Descriptor message, Set<Descriptor> seen) {
    if (message.equals(Resource.getDescriptor())) {
      return true;
    }
    return seen.add(message)
        && message.getFields().stream()
            .filter(field -> field.getJavaType() == JavaType.MESSAGE && !field.isMapField())
            .anyMatch(field -> leads(field.getMessageType(), seen));
  }
}
