package io.cellos.marathon.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.base.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The body of a request. */
public final class JsonBody {
  /** A body that is not JSON at all: status 400, where wrong JSON is 422. */
  public static final class UnreadableException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String details;

    UnreadableException(String message, String details, Throwable cause) {
      super(message, cause);
      this.details = details;
    }

    /** What the parser says. */
    public String details() {
      return details;
    }
  }

  private JsonBody() {}

  /**
   * @throws UnreadableException if it is empty or not JSON
   */
  public static JsonNode parse(byte[] body) {
    try {
      JsonNode tree = Json.mapper().readTree(body);
      if (tree == null || tree.isMissingNode()) {
        throw new UnreadableException(
            "Please specify data in JSON format", "No content to map due to end-of-input", null);
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw new UnreadableException("Invalid JSON", e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
