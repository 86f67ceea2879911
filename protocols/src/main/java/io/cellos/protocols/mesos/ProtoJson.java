package io.cellos.protocols.mesos;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import com.google.protobuf.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Protobuf as JSON the way Mesos writes it: snake_case names, 64-bit numbers as numbers, bytes in
 * base64, and fields that are not set but have a default are there with it. protobuf's own
 * JsonFormat does none of these but the third. Fields come in the order of the schema.
 */
public final class ProtoJson {
  /** As deep as protobuf's own reader goes. */
  static final int MAX_DEPTH = 100;

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .build();
  private static final ObjectMapper MAPPER =
      JsonMapper.builder(FACTORY).disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();

  private ProtoJson() {}

  public static String print(Message message) {
    return new String(bytes(message), StandardCharsets.UTF_8);
  }

  /** The message as JSON in UTF-8. */
  public static byte[] bytes(Message message) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try (JsonGenerator generator = FACTORY.createGenerator(out)) {
      ProtoJsonWriter.write(message, generator);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** The message as a tree, for those who add to it. */
  public static ObjectNode tree(Message message) {
    try (TokenBuffer tokens = new TokenBuffer(MAPPER, false)) {
      ProtoJsonWriter.write(message, tokens);
      try (JsonParser parser = tokens.asParser()) {
        return MAPPER.readTree(parser);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads what Mesos would: fields that the schema does not have are ignored, numbers may come as
   * text, null is as good as absent.
   *
   * @throws WireException if it is not JSON, not an object, or not this message; the message names
   *     the field
   */
  public static void merge(byte[] json, Message.Builder into) throws WireException {
    try (JsonParser parser = FACTORY.createParser(json)) {
      if (parser.nextToken() == null) {
        throw new WireException("Failed to parse body into JSON: it is empty");
      }
      ProtoJsonReader.fill(parser, into);
      if (parser.nextToken() != null) {
        throw new WireException("Failed to parse body into JSON: something follows the object");
      }
    } catch (WireException e) {
      throw e;
    } catch (JsonProcessingException e) {
      throw new WireException(
          "Failed to parse body into JSON: "
              + e.getOriginalMessage().replaceAll("\\[Source: [^;]*; ([^\\]]*)\\]", "$1"),
          e);
    } catch (IOException e) {
      throw new WireException("Failed to parse body into JSON: " + e.getMessage(), e);
    }
    requireComplete(into, "Failed to convert JSON into %s protobuf: ");
  }

  /**
   * @throws WireException if the tree is not this message
   */
  public static void merge(JsonNode tree, Message.Builder into) throws WireException {
    try (JsonParser parser = MAPPER.treeAsTokens(tree)) {
      parser.nextToken();
      ProtoJsonReader.fill(parser, into);
    } catch (WireException e) {
      throw e;
    } catch (IOException e) {
      throw new WireException("Failed to read JSON: " + e.getMessage(), e);
    }
    requireComplete(into, "Failed to convert JSON into %s protobuf: ");
  }

  /**
   * @param problem begins the text, with a place for the message's name
   * @throws WireException naming the required fields that are not set
   */
  static void requireComplete(Message.Builder message, String problem) throws WireException {
    if (!message.isInitialized()) {
      throw new WireException(
          problem.formatted(message.getDescriptorForType().getName())
              + "Missing required fields: "
              + message.getInitializationErrorString());
    }
  }
}
