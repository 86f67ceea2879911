package io.cellos.mesos.master.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Message;
import io.cellos.base.json.Json;
import io.cellos.mesos.http.Exchange;
import io.cellos.mesos.http.Refusal;
import io.cellos.protocols.mesos.ProtoJson;
import io.cellos.protocols.mesos.WireException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.Resource;

/** The fields of a request in the form of web pages; what is missing or malformed is a 400. */
final class Form {
  private final Map<String, String> fields;

  Form(Exchange exchange) {
    this.fields = exchange.form();
  }

  boolean has(String field) {
    return fields.containsKey(field);
  }

  String get(String field) {
    String value = fields.get(field);
    if (value == null) {
      throw Refusal.malformed("Missing '" + field + "' query parameter in the request body");
    }
    return value;
  }

  AgentID agent() {
    return AgentID.newBuilder().setValue(get("slaveId")).build();
  }

  List<Resource> resources(String field) {
    try {
      return list(get(field), Resource::newBuilder, Resource.Builder::build);
    } catch (Refusal e) {
      throw Refusal.malformed(
          "Error in parsing '%s' query parameter in the request body: %s"
              .formatted(field, e.getMessage()));
    }
  }

  /** The messages of a JSON array. */
  static <M, B extends Message.Builder> List<M> list(
      String json, Supplier<B> builder, Function<B, M> build) {
    try {
      JsonNode array = Json.mapper().readTree(json);
      if (array == null || !array.isArray()) {
        throw Refusal.malformed("Expected a JSON array");
      }
      List<M> messages = new ArrayList<>();
      for (JsonNode element : array) {
        B message = builder.get();
        ProtoJson.merge(element, message);
        messages.add(build.apply(message));
      }
      return messages;
    } catch (JsonProcessingException e) {
      throw Refusal.malformed("Failed to parse JSON: " + e.getOriginalMessage());
    } catch (WireException e) {
      throw Refusal.malformed(e.getMessage());
    }
  }
}
