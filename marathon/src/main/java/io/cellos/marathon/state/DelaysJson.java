package io.cellos.marathon.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.base.json.Json;
import io.cellos.marathon.core.queue.Backoff.Delay;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Timestamp;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Why launches of an app or a pod wait. Times are milliseconds. */
final class DelaysJson {
  private DelaysJson() {}

  static ObjectNode write(AppId spec, Map<Timestamp, Delay> delays) {
    ObjectNode json = Json.mapper().createObjectNode().put("spec", spec.toString());
    ArrayNode list = json.putArray("delays");
    delays.forEach(
        (version, delay) ->
            list.addObject()
                .put("version", version.millis())
                .put("until", delay.until().millis())
                .put("length", delay.length().toMillis()));
    return json;
  }

  static AppId spec(JsonNode json) {
    return new AppId(json.get("spec").textValue());
  }

  static Map<Timestamp, Delay> read(JsonNode json) {
    Map<Timestamp, Delay> delays = new HashMap<>();
    for (JsonNode delay : json.path("delays")) {
      delays.put(
          Timestamp.ofMillis(delay.get("version").longValue()),
          new Delay(
              Timestamp.ofMillis(delay.get("until").longValue()),
              Duration.ofMillis(delay.get("length").longValue())));
    }
    return delays;
  }
}
