package io.cellos.protocols.mesos;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.io.IOException;
import java.util.Base64;
import java.util.List;

/** Writes messages as Mesos does. */
final class ProtoJsonWriter {
  private ProtoJsonWriter() {}

  static void write(Message message, JsonGenerator out) throws IOException {
    out.writeStartObject();
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      if (field.isRepeated()) {
        if (message.getRepeatedFieldCount(field) > 0) {
          out.writeFieldName(field.getName());
          writeAll(field, (List<?>) message.getField(field), out);
        }
      } else if (message.hasField(field) || showsDefault(field)) {
        out.writeFieldName(field.getName());
        writeValue(field, message.getField(field), out);
      }
    }
    out.writeEndObject();
  }

  private static boolean showsDefault(FieldDescriptor field) {
    return field.hasDefaultValue() && !field.getOptions().getDeprecated();
  }

  private static void writeAll(FieldDescriptor field, List<?> values, JsonGenerator out)
      throws IOException {
    if (field.isMapField()) {
      out.writeStartObject();
      for (Object entry : values) {
        writeEntry((Message) entry, out);
      }
      out.writeEndObject();
    } else {
      out.writeStartArray();
      for (Object value : values) {
        writeValue(field, value, out);
      }
      out.writeEndArray();
    }
  }

  private static void writeEntry(Message entry, JsonGenerator out) throws IOException {
    FieldDescriptor value = entry.getDescriptorForType().findFieldByNumber(2);
    Object key = entry.getField(entry.getDescriptorForType().findFieldByNumber(1));
    out.writeFieldName(key.toString());
    writeValue(value, entry.getField(value), out);
  }

  private static void writeValue(FieldDescriptor field, Object value, JsonGenerator out)
      throws IOException {
    switch (field.getType()) {
      case MESSAGE, GROUP -> write((Message) value, out);
      case ENUM -> out.writeString(((EnumValueDescriptor) value).getName());
      case BYTES -> out.writeString(base64((ByteString) value));
      case STRING -> out.writeString((String) value);
      case BOOL -> out.writeBoolean((Boolean) value);
      case DOUBLE, FLOAT -> writeDouble(((Number) value).doubleValue(), out);
      case INT32, SINT32, SFIXED32 -> out.writeNumber((Integer) value);
      case UINT32, FIXED32 -> out.writeNumber(Integer.toUnsignedLong((Integer) value));
      case INT64, SINT64, SFIXED64 -> out.writeNumber((Long) value);
      case UINT64, FIXED64 -> JsonNumbers.writeUnsigned((Long) value, out);
    }
  }

  /** JSON has no number for infinity; null reads as not set. */
  private static void writeDouble(double value, JsonGenerator out) throws IOException {
    if (Double.isFinite(value)) {
      out.writeNumber(JsonNumbers.decimal(value));
    } else {
      out.writeNull();
    }
  }

  private static String base64(ByteString bytes) {
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
