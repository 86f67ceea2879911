package io.cellos.marathon.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.base.json.Json;
import io.cellos.marathon.core.instance.TaskId;
import io.cellos.marathon.core.view.TaskFailure;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Timestamp;

/** The last failures of apps. */
final class FailureJson {
  private FailureJson() {}

  static ObjectNode write(TaskFailure failure) {
    return Json.mapper()
        .createObjectNode()
        .put("app", failure.app().toString())
        .put("task", failure.task().toString())
        .put("state", failure.state())
        .put("message", failure.message())
        .put("host", failure.host())
        .put("agent", failure.slaveId())
        .put("version", failure.version().millis())
        .put("at", failure.at().millis());
  }

  static TaskFailure read(JsonNode json) {
    return new TaskFailure(
        new AppId(json.get("app").textValue()),
        TaskId.find(json.get("task").textValue()).orElseThrow(),
        json.get("state").textValue(),
        json.get("message").textValue(),
        json.get("host").textValue(),
        json.get("agent").textValue(),
        Timestamp.ofMillis(json.get("version").longValue()),
        Timestamp.ofMillis(json.get("at").longValue()));
  }
}
