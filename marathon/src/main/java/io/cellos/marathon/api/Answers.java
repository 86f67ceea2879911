package io.cellos.marathon.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cellos.marathon.api.http.Answer;
import io.cellos.marathon.api.http.Exchange;
import io.cellos.marathon.core.deploy.DeploymentPlan;
import io.cellos.marathon.json.DeploymentJson;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Timestamp;
import io.helidon.http.Status;
import java.io.IOException;
import java.util.Collection;
import java.util.stream.Stream;

/** Answers of more than one resource. */
final class Answers {
  static final String DEPLOYMENT = "Marathon-Deployment-Id";

  private Answers() {}

  /** Version and deployment of a change. */
  static Answer.Whole of(DeploymentPlan plan) {
    return of(Status.OK_200, plan);
  }

  static Answer.Whole of(Status status, DeploymentPlan plan) {
    return Answer.json(status, DeploymentJson.result(plan)).header(DEPLOYMENT, plan.id());
  }

  /** Where what was made can be found, in upstream's way: the id after the server's address. */
  static String location(Exchange exchange, AppId id) {
    return exchange.base() + id;
  }

  /** A long array in a field of its own. */
  static Answer list(String field, Stream<? extends JsonNode> items) {
    return new Answer.Streamed(
        out -> {
          out.writeStartObject();
          out.writeFieldName(field);
          write(out, items);
          out.writeEndObject();
        });
  }

  /** A long bare array. */
  static Answer array(Stream<? extends JsonNode> items) {
    return new Answer.Streamed(out -> write(out, items));
  }

  private static void write(JsonGenerator out, Stream<? extends JsonNode> items)
      throws IOException {
    out.writeStartArray();
    for (JsonNode item : (Iterable<JsonNode>) items.map(JsonNode.class::cast)::iterator) {
      out.writeTree(item);
    }
    out.writeEndArray();
  }

  /** Versions in a field {@code versions}. */
  static Answer versions(Collection<Timestamp> versions) {
    return list("versions", versions.stream().map(Answers::text));
  }

  static JsonNode text(Object value) {
    return TextNode.valueOf(value.toString());
  }
}
