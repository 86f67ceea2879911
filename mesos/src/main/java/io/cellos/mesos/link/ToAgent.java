package io.cellos.mesos.link;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.DrainConfig;
import org.apache.mesos.v1.Protos.ExecutorID;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.KillPolicy;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskInfo;

/** What a master says to an agent. */
public sealed interface ToAgent {
  /** First on every link: the agent is admitted under this id. */
  record Registered(AgentID id) implements ToAgent {}

  /** A task without or with an executor of its framework's own; its resources are in the task. */
  record RunTask(FrameworkInfo framework, TaskInfo task) implements ToAgent {}

  /** Tasks that begin and end together, under one executor. */
  record RunGroup(FrameworkInfo framework, ExecutorInfo executor, List<TaskInfo> tasks)
      implements ToAgent {
    public RunGroup {
      tasks = List.copyOf(tasks);
    }
  }

  record KillTask(FrameworkID framework, TaskID task, Optional<KillPolicy> policy)
      implements ToAgent {}

  /** The framework has got the update with this uuid. */
  record Acknowledge(FrameworkID framework, TaskID task, ByteString uuid) implements ToAgent {}

  record ExecutorMessage(FrameworkID framework, ExecutorID executor, ByteString data)
      implements ToAgent {}

  record ShutdownExecutor(FrameworkID framework, ExecutorID executor) implements ToAgent {}

  /** The framework is gone: end all that it has here. */
  record ShutdownFramework(FrameworkID framework) implements ToAgent {}

  /** The framework changed its description. */
  record UpdateFramework(FrameworkInfo framework) implements ToAgent {}

  /** All resources as they are from now on, with reservations and volumes; to be checkpointed. */
  record SetResources(List<Resource> total) implements ToAgent {
    public SetResources {
      total = List.copyOf(total);
    }
  }

  /** End all tasks in order; nothing new will come. */
  record Drain(DrainConfig config) implements ToAgent {}

  /** The drain is over, tasks may come again. */
  record EndDrain() implements ToAgent {}

  /** End all tasks and the agent itself: it was marked gone, or can't be admitted. */
  record Shutdown(String reason) implements ToAgent {}

  record Heartbeat() implements ToAgent {}
}
