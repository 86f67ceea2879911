package io.cellos.mesos.master.core.validation;

import io.cellos.protocols.mesos.Resources;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.ContainerInfo;
import org.apache.mesos.v1.Protos.ExecutorID;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.TaskID;

/** Where a task is to be launched: one framework on one agent, and what is there of it. */
public interface Site {
  FrameworkID framework();

  AgentID agent();

  boolean hasTask(TaskID id);

  boolean hasUnreachableTask(TaskID id);

  /** Of the framework on the agent. */
  Optional<ExecutorInfo> executor(ExecutorID id);

  /** The containers of the tasks under this executor. */
  List<ContainerInfo> containers(ExecutorID id);

  /** What of the offers is left, without allocation. */
  Resources available();
}
