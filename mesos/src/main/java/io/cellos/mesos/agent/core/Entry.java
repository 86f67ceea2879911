package io.cellos.mesos.agent.core;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.Optional;
import org.apache.mesos.v1.Protos.ContainerID;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskStatus;

/** One line of a run's journal, from which a restarted agent knows what it did. */
public sealed interface Entry {
  /** First in every journal. */
  record Began(Kind kind, FrameworkInfo framework, ExecutorInfo executor) implements Entry {}

  /**
   * @param group number of the task group within the run, 0 for none
   */
  record TaskAdded(TaskInfo task, ContainerID container, int group) implements Entry {}

  /** The custom executor was told to launch the task. */
  record Delivered(String task) implements Entry {}

  record Updated(TaskStatus status) implements Entry {}

  record Acknowledged(String task, ByteString uuid) implements Entry {}

  /** The task is to end. */
  record Killing(String task, Cause cause, Instant begun, Instant escalation) implements Entry {}

  record FrameworkChanged(FrameworkInfo framework) implements Entry {}

  /** The framework is gone: nobody wants to know how the rest ends. */
  record FrameworkGone() implements Entry {}

  /** The custom executor's process has ended. */
  record ExecutorEnded(Optional<WaitStatus> status) implements Entry {}
}
