package io.cellos.mesos.agent.core;

import org.apache.mesos.v1.Protos.ContainerID;
import org.apache.mesos.v1.Protos.ExecutorID;
import org.apache.mesos.v1.Protos.FrameworkID;

/**
 * One run of an executor.
 *
 * @param container the id of the executor's container, which no other run has
 */
public record Run(String framework, String executor, String container) {
  public Run {
    if (framework.isEmpty() || executor.isEmpty() || container.isEmpty()) {
      throw new IllegalArgumentException("a run has a framework, an executor and a container");
    }
  }

  public FrameworkID frameworkId() {
    return FrameworkID.newBuilder().setValue(framework).build();
  }

  public ExecutorID executorId() {
    return ExecutorID.newBuilder().setValue(executor).build();
  }

  public ContainerID containerId() {
    return ContainerID.newBuilder().setValue(container).build();
  }
}
