package io.cellos.marathon.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.base.json.Json;
import io.cellos.marathon.json.AppJson;
import io.cellos.marathon.json.PodJson;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.PodDefinition;
import io.cellos.marathon.model.RunSpec;

/** Apps and pods as they are stored: as their authors wrote them, all defaults filled in. */
final class SpecJson {
  private SpecJson() {}

  static JsonNode write(RunSpec spec) {
    return switch (spec) {
      case AppDefinition app -> Json.mapper().createObjectNode().set("app", AppJson.write(app));
      case PodDefinition pod -> Json.mapper().createObjectNode().set("pod", PodJson.store(pod));
    };
  }

  static RunSpec read(JsonNode json) {
    return json.has("app") ? AppJson.stored(json.get("app")) : PodJson.stored(json.get("pod"));
  }
}
