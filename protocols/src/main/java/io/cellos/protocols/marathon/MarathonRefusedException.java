package io.cellos.protocols.marathon;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.base.http.HttpAnswer;
import io.cellos.base.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Marathon says no, and why. */
public final class MarathonRefusedException extends IOException {
  private static final long serialVersionUID = 1;
  private static final int MOST = 500;

  private final int status;

  @SuppressWarnings("serial") // an immutable list
  private final List<String> details;

  private MarathonRefusedException(int status, String message, List<String> details) {
    super(message);
    this.status = status;
    this.details = List.copyOf(details);
  }

  static MarathonRefusedException of(HttpAnswer answer) {
    JsonNode said = tree(answer.body());
    String message = said.path("message").asText("");
    if (message.isEmpty()) {
      String text = new String(answer.body(), StandardCharsets.UTF_8).strip();
      message =
          "Marathon answers %d %s"
              .formatted(
                  answer.status(), text.length() > MOST ? text.substring(0, MOST) + "…" : text)
              .strip();
    }
    return new MarathonRefusedException(answer.status(), message, details(said.path("details")));
  }

  private static JsonNode tree(byte[] body) {
    try {
      return body.length == 0 ? Json.mapper().missingNode() : Json.tree(body);
    } catch (UncheckedIOException e) {
      return Json.mapper().missingNode();
    }
  }

  /** A text, or what is wrong where. */
  private static List<String> details(JsonNode said) {
    List<String> details = new ArrayList<>();
    if (said.isTextual()) {
      details.add(said.textValue());
    }
    for (JsonNode place : said.isArray() ? said : Json.mapper().createArrayNode()) {
      String path = place.path("path").asText("/");
      place.path("errors").forEach(error -> details.add(path + ": " + error.asText()));
    }
    return details;
  }

  /** The HTTP status, such as 404 or 409. */
  public int status() {
    return status;
  }

  /** More words, each for a place of what was sent; may be empty. */
  public List<String> details() {
    return details;
  }
}
