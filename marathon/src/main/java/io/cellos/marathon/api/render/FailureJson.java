package io.cellos.marathon.api.render;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.marathon.core.view.TaskFailure;
import io.cellos.marathon.json.tree.Trees;

/** How a task failed. */
final class FailureJson {
  private FailureJson() {}

  static ObjectNode write(TaskFailure failure) {
    ObjectNode object =
        Trees.object()
            .put("appId", failure.app().toString())
            .put("host", failure.host())
            .put("message", failure.message())
            .put("state", failure.state())
            .put("taskId", failure.task().toString())
            .put("timestamp", failure.at().toString())
            .put("version", failure.version().toString());
    return failure.slaveId().isEmpty() ? object : object.put("slaveId", failure.slaveId());
  }
}
