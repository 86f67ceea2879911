package io.cellos.mesos.agent.core;

import io.cellos.mesos.link.ToMaster;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.ContainerID;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.executor.Protos.Event;

/**
 * What an agent does. Effects are done in their order, so what is written is there before anybody
 * is told.
 */
public sealed interface AgentEffect {
  /** Lost when there is no link: what matters is said again. */
  record Say(ToMaster message) implements AgentEffect {}

  record SaveAgent(AgentInfo agent) implements AgentEffect {}

  /** The next start is a new agent's. */
  record ForgetAgent() implements AgentEffect {}

  record SaveResources(List<Resource> total) implements AgentEffect {
    public SaveResources {
      total = List.copyOf(total);
    }
  }

  record MakeVolume(Resource volume) implements AgentEffect {}

  /** Deletes its data. */
  record RemoveVolume(Resource volume) implements AgentEffect {}

  /** Adds to the run's journal. */
  record Write(Run run, Entry entry) implements AgentEffect {}

  /** The run is over and nobody waits for news of it: its journal goes, its sandbox some day. */
  record Retire(Run run) implements AgentEffect {}

  /** Makes the sandbox of an executor that has no process of its own. */
  record Prepare(Run run, FrameworkInfo framework, ExecutorInfo executor) implements AgentEffect {}

  /**
   * Starts a container: a task's, or a custom executor's if there is no task.
   *
   * @param container inside the run's container if it has a parent
   */
  record Launch(
      Run run,
      ContainerID container,
      Kind kind,
      FrameworkInfo framework,
      ExecutorInfo executor,
      Optional<TaskInfo> task)
      implements AgentEffect {}

  /** Asks the container's processes to end. */
  record Terminate(String container) implements AgentEffect {}

  /** Ends them, whether they run already or not; what comes of it is an event. */
  record Destroy(String container) implements AgentEffect {}

  /** The end of the container is written down; what was kept to tell it can go. */
  record Release(String container) implements AgentEffect {}

  /**
   * @param launch of the task's container
   * @param healthy what its framework was told last
   */
  record StartChecks(TaskKey key, Launch launch, Optional<Boolean> healthy)
      implements AgentEffect {}

  record StopChecks(TaskKey key) implements AgentEffect {}

  record ToExecutor(String stream, Event event) implements AgentEffect {}

  /** After what was said to it before. */
  record CloseExecutor(String stream) implements AgentEffect {}

  /**
   * Ends the program.
   *
   * @param failed it can't go on, and a restart would not help
   */
  record Stop(boolean failed, String reason) implements AgentEffect {}
}
