package io.cellos.mesos.agent.core;

import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.TaskID;

/** A task among those of all frameworks. */
public record TaskKey(String framework, String task) {
  static TaskKey of(FrameworkID framework, TaskID task) {
    return new TaskKey(framework.getValue(), task.getValue());
  }
}
