package io.cellos.protocols.mesos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Protobuf as JSON the way Mesos writes it (stout/protobuf.hpp): snake_case names, 64-bit numbers
 * as numbers, bytes in base64. protobuf's own JsonFormat does neither of the first two.
 */
public final class ProtoJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ProtoJson() {}

  public static String print(Message message) {
    return tree(message).toString();
  }

  /** The message as a tree, for those who add to it. */
  public static ObjectNode tree(Message message) {
    ObjectNode object = MAPPER.createObjectNode();
    for (Map.Entry<FieldDescriptor, Object> set : message.getAllFields().entrySet()) {
      FieldDescriptor field = set.getKey();
      if (field.isRepeated()) {
        ArrayNode array = object.putArray(field.getName());
        ((List<?>) set.getValue()).forEach(value -> array.add(node(field, value)));
      } else {
        object.set(field.getName(), node(field, set.getValue()));
      }
    }
    return object;
  }

  private static JsonNode node(FieldDescriptor field, Object value) {
    return switch (field.getJavaType()) {
      case MESSAGE -> tree((Message) value);
      case ENUM -> MAPPER.getNodeFactory().textNode(((EnumValueDescriptor) value).getName());
      case BYTE_STRING ->
          MAPPER
              .getNodeFactory()
              .textNode(Base64.getEncoder().encodeToString(((ByteString) value).toByteArray()));
      default -> MAPPER.valueToTree(value);
    };
  }

  /**
   * @throws WireException if it is not JSON, not an object, or not this message
   */
  public static void merge(byte[] json, Message.Builder into) throws WireException {
    JsonNode tree;
    try {
      tree = MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new WireException("Failed to parse body into JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new WireException("Failed to parse body into JSON", e);
    }
    merge(tree, into);
  }

  /**
   * @throws WireException if the tree is not this message
   */
  public static void merge(JsonNode tree, Message.Builder into) throws WireException {
    fill(tree, into, "");
    if (!into.isInitialized()) {
      throw new WireException("Missing " + into.getInitializationErrorString());
    }
  }

  private static void fill(JsonNode tree, Message.Builder into, String path) throws WireException {
    if (tree == null || !tree.isObject()) {
      throw new WireException("Expected a JSON object" + (path.isEmpty() ? "" : " at " + path));
    }
    for (FieldDescriptor field : into.getDescriptorForType().getFields()) {
      JsonNode value = tree.get(field.getName());
      if (value == null || value.isNull()) {
        continue;
      }
      String at = path.isEmpty() ? field.getName() : path + "." + field.getName();
      if (field.isRepeated()) {
        if (!value.isArray()) {
          throw new WireException("Expected a JSON array at " + at);
        }
        for (JsonNode element : value) {
          into.addRepeatedField(field, value(field, element, into, at));
        }
      } else {
        into.setField(field, value(field, value, into, at));
      }
    }
  }

  private static Object value(
      FieldDescriptor field, JsonNode value, Message.Builder into, String at) throws WireException {
    try {
      return switch (field.getJavaType()) {
        case MESSAGE -> {
          Message.Builder part = into.newBuilderForField(field);
          fill(value, part, at);
          yield part.buildPartial();
        }
        case ENUM -> {
          EnumValueDescriptor found = field.getEnumType().findValueByName(value.asText());
          if (found == null) {
            throw new WireException("Unknown " + at + ": " + value);
          }
          yield found;
        }
        case BYTE_STRING -> ByteString.copyFrom(Base64.getDecoder().decode(text(value, at)));
        case STRING -> text(value, at);
        case BOOLEAN -> {
          if (!value.isBoolean()) {
            throw new WireException("Expected a boolean at " + at);
          }
          yield value.booleanValue();
        }
        case INT -> Integer.parseInt(value.asText());
        case LONG -> Long.parseLong(value.asText());
        case FLOAT -> Float.parseFloat(value.asText());
        case DOUBLE -> Double.parseDouble(value.asText());
      };
    } catch (IllegalArgumentException e) {
      throw new WireException("Wrong value at " + at + ": " + value, e);
    }
  }

  private static String text(JsonNode value, String at) throws WireException {
    if (!value.isTextual()) {
      throw new WireException("Expected a string at " + at);
    }
    return value.textValue();
  }
}
