package io.cellos.protocols.mesos;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.io.IOException;
import java.util.Base64;

/** Reads messages as Mesos does. */
final class ProtoJsonReader {
  private final JsonParser in;

  private ProtoJsonReader(JsonParser in) {
    this.in = in;
  }

  /** Reads the object whose first token the parser is at. Of equal names the last one counts. */
  static void fill(JsonParser in, Message.Builder into) throws IOException {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      throw new WireException("Expecting a JSON object");
    }
    new ProtoJsonReader(in).object(into);
  }

  private void object(Message.Builder into) throws IOException {
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      FieldDescriptor field = into.getDescriptorForType().findFieldByName(in.currentName());
      JsonToken token = in.nextToken();
      if (field == null) {
        in.skipChildren();
      } else {
        into.clearField(field);
        field(field, token, into);
      }
    }
  }

  private void field(FieldDescriptor field, JsonToken token, Message.Builder into)
      throws IOException {
    if (token == JsonToken.START_OBJECT && field.isMapField()) {
      map(field, into);
    } else if (token == JsonToken.START_ARRAY && field.isRepeated()) {
      while (in.nextToken() != JsonToken.END_ARRAY) {
        add(field, value(field, into), into);
      }
    } else if (field.isRepeated()) {
      add(field, value(field, into), into);
    } else {
      Object value = value(field, into);
      if (value != null) {
        into.setField(field, value);
      }
    }
  }

  private static void add(FieldDescriptor field, Object value, Message.Builder into) {
    if (value != null) {
      into.addRepeatedField(field, value);
    }
  }

  private void map(FieldDescriptor field, Message.Builder into) throws IOException {
    FieldDescriptor key = field.getMessageType().findFieldByNumber(1);
    FieldDescriptor valueField = field.getMessageType().findFieldByNumber(2);
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      Message.Builder entry = into.newBuilderForField(field);
      entry.setField(key, text(key, in.currentName()));
      in.nextToken();
      Object value = value(valueField, entry);
      if (value != null) {
        into.addRepeatedField(field, entry.setField(valueField, value).build());
      }
    }
  }

  /** What the parser is at, as a value of the field; null if it counts as not set. */
  private Object value(FieldDescriptor field, Message.Builder into) throws IOException {
    return switch (in.currentToken()) {
      case VALUE_NULL -> null;
      case START_OBJECT -> {
        if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE || field.isMapField()) {
          throw unexpected("object");
        }
        Message.Builder part = into.newBuilderForField(field);
        object(part);
        yield part.buildPartial();
      }
      case VALUE_STRING -> text(field, in.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        if (!isNumber(field)) {
          throw unexpected("number");
        }
        yield number(field, in.getText());
      }
      case VALUE_TRUE, VALUE_FALSE -> {
        if (field.getJavaType() != FieldDescriptor.JavaType.BOOLEAN) {
          throw unexpected("boolean");
        }
        yield in.getBooleanValue();
      }
      case START_ARRAY -> throw unexpected("array");
      case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw unexpected(in.currentToken().name());
    };
  }

  private Object text(FieldDescriptor field, String text) throws WireException {
    return switch (field.getJavaType()) {
      case STRING -> text;
      case BYTE_STRING -> bytes(text);
      case ENUM -> enumValue(field, text);
      case BOOLEAN ->
          switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong("boolean", text, null);
          };
      case INT, LONG, FLOAT, DOUBLE -> number(field, text);
      case MESSAGE -> throw unexpected("string");
    };
  }

  /** A name from a newer schema counts as not set, unless the field is required. */
  private EnumValueDescriptor enumValue(FieldDescriptor field, String name) throws WireException {
    EnumValueDescriptor found = field.getEnumType().findValueByName(name);
    if (found == null && field.isRequired()) {
      throw wrong(field.getEnumType().getName(), name, null);
    }
    return found;
  }

  private ByteString bytes(String text) throws WireException {
    try {
      return ByteString.copyFrom(Base64.getDecoder().decode(text.replaceAll("\\s", "")));
    } catch (IllegalArgumentException e) {
      throw wrong("base64", text, e);
    }
  }

  private static boolean isNumber(FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case INT, LONG, FLOAT, DOUBLE -> true;
      case STRING, BYTE_STRING, ENUM, BOOLEAN, MESSAGE -> false;
    };
  }

  private Object number(FieldDescriptor field, String text) throws WireException {
    try {
      return switch (field.getType()) {
        case INT32, SINT32, SFIXED32 ->
            (int) JsonNumbers.whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
        case UINT32, FIXED32 -> (int) JsonNumbers.whole(text, 0, (1L << Integer.SIZE) - 1);
        case INT64, SINT64, SFIXED64 -> JsonNumbers.whole(text, Long.MIN_VALUE, Long.MAX_VALUE);
        case UINT64, FIXED64 -> JsonNumbers.unsigned(text);
        case FLOAT -> (float) JsonNumbers.real(text);
        case DOUBLE -> JsonNumbers.real(text);
        case BOOL, STRING, BYTES, ENUM, MESSAGE, GROUP -> throw unexpected("number");
      };
    } catch (NumberFormatException | ArithmeticException e) {
      throw wrong("number", text, e);
    }
  }

  private WireException unexpected(String what) {
    return new WireException("Not expecting a JSON " + what + " for field '" + path() + "'");
  }

  private WireException wrong(String what, String text, Exception cause) {
    String shown = text.length() > 100 ? text.substring(0, 100) + "…" : text;
    return new WireException(
        "Failed to parse '" + shown + "' as " + what + " for field '" + path() + "'", cause);
  }

  /** {@code accept.operations[0].type}. */
  private String path() {
    String pointer = in.getParsingContext().pathAsPointer().toString();
    return pointer.replaceAll("/(\\d+)(?=/|$)", "[$1]").replace('/', '.').replaceFirst("^\\.", "");
  }
}
