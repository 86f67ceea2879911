package io.cellos.marathon.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.base.json.Json;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.Timestamp;
import java.nio.charset.StandardCharsets;

/** Documents for tests, in single quotes. */
final class Docs {
  static final Group NOTHING = Group.empty(AppId.ROOT, Timestamp.ZERO);

  private Docs() {}

  static JsonNode json(String text) {
    return Json.tree(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @param apostrophe stands for a single quote within a text
   */
  static JsonNode json(String text, char apostrophe) {
    return Json.tree(
        text.replace('\'', '"').replace(apostrophe, '\'').getBytes(StandardCharsets.UTF_8));
  }

  /** The same as a client reads it: numbers are told apart by their value only. */
  static JsonNode sent(JsonNode node) {
    return Json.tree(Json.bytes(node));
  }
}
