package io.cellos.mesos.link;

import com.google.protobuf.ByteString;
import java.util.List;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.ExecutorID;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Task;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;

/** What an agent says. */
public sealed interface ToMaster {
  /**
   * First on every link.
   *
   * @param agent with its id once it has one
   * @param total all resources in the form after refinement, with checkpointed reservations and
   *     volumes
   * @param tasks that have not ended, or whose end is not acknowledged
   * @param executors that run; each names its framework
   * @param frameworks of those tasks and executors, each with its id
   * @param version of the agent
   */
  record Register(
      AgentInfo agent,
      List<Resource> total,
      List<Task> tasks,
      List<ExecutorInfo> executors,
      List<FrameworkInfo> frameworks,
      String version)
      implements ToMaster {
    public Register {
      total = List.copyOf(total);
      tasks = List.copyOf(tasks);
      executors = List.copyOf(executors);
      frameworks = List.copyOf(frameworks);
    }
  }

  /**
   * News of a task, said again until acknowledged.
   *
   * @param status with uuid, task, agent and executor
   * @param latest the state that the task is in by now, maybe a later one
   */
  record Update(FrameworkID framework, TaskStatus status, TaskState latest) implements ToMaster {}

  /** From an executor to its framework. */
  record ExecutorMessage(FrameworkID framework, ExecutorID executor, ByteString data)
      implements ToMaster {}

  /**
   * An executor has ended.
   *
   * @param status its exit status as wait(2) gives it
   */
  record ExecutorExited(FrameworkID framework, ExecutorID executor, int status)
      implements ToMaster {}

  /** The agent goes for good; its tasks are ended. */
  record Unregister() implements ToMaster {}

  record Heartbeat() implements ToMaster {}
}
