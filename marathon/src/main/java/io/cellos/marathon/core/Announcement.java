package io.cellos.marathon.core;

import com.google.protobuf.ByteString;
import io.cellos.marathon.core.deploy.DeploymentPlan;
import io.cellos.marathon.core.deploy.DeploymentStep;
import io.cellos.marathon.core.instance.Condition;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.InstanceId;
import io.cellos.marathon.core.instance.Task;
import io.cellos.marathon.core.instance.TaskId;
import io.cellos.marathon.core.view.TaskFailure;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.HealthCheck;
import io.cellos.marathon.model.Timestamp;
import java.util.Optional;

/** What happened, for those who follow the event stream. What the API itself does is not here. */
public sealed interface Announcement {
  /** {@code deployment_info}, {@code deployment_step_success}, {@code deployment_success} … */
  record DeploymentTold(What what, DeploymentPlan plan, Optional<DeploymentStep> step)
      implements Announcement {
    /** What became of it. */
    public enum What {
      STARTED,
      STEP_SUCCESS,
      STEP_FAILURE,
      SUCCESS,
      FAILED
    }
  }

  /** {@code group_change_success}. */
  record GroupChanged(AppId group, Timestamp version) implements Announcement {}

  /**
   * {@code group_change_failed}.
   *
   * @param version that it would have got
   */
  record GroupNotChanged(AppId group, Timestamp version, String reason) implements Announcement {}

  /** {@code app_terminated_event}. */
  record AppTerminated(AppId app) implements Announcement {}

  /** {@code pod_created_event}, {@code pod_updated_event}, {@code pod_deleted_event}. */
  record PodChanged(AppId pod, String verb) implements Announcement {}

  /**
   * {@code status_update_event}.
   *
   * @param message what Mesos says
   * @param condition of the task in Mesos' words, such as {@code TASK_RUNNING}
   */
  record StatusUpdated(Instance instance, Task task, String condition, String message)
      implements Announcement {}

  /** {@code instance_changed_event}; for an app or pod that is unknown, {@code unknown_…}. */
  record InstanceChanged(Instance instance, Condition before) implements Announcement {}

  /** {@code unknown_instance_terminated_event}: Mesos tells of the end of what nobody knows. */
  record UnknownTerminated(InstanceId instance, AppId spec, Condition condition)
      implements Announcement {}

  /** {@code add_health_check_event}: instances of the app are checked so from now on. */
  record HealthCheckAdded(AppDefinition app, HealthCheck check) implements Announcement {}

  /** {@code remove_health_check_event}. */
  record HealthCheckRemoved(AppId app) implements Announcement {}

  /** {@code instance_health_changed_event} and, for apps, {@code health_status_changed_event}. */
  record HealthChanged(Instance instance, Optional<Boolean> healthy) implements Announcement {}

  /** {@code failed_health_check_event}. */
  record HealthCheckFailed(Instance instance, TaskId task, HealthCheck check)
      implements Announcement {}

  /** {@code unhealthy_instance_kill_event}, {@code unhealthy_task_kill_event}. */
  record UnhealthyKill(Instance instance, String reason) implements Announcement {}

  /** {@code mesos_status_update_event} for tasks that nobody knows is not told; failures are. */
  record Failed(TaskFailure failure) implements Announcement {}

  /**
   * {@code framework_message_event}: an executor says something.
   *
   * @param message as it was sent
   */
  record ExecutorSaid(String executor, String agent, ByteString message) implements Announcement {}

  /** {@code scheduler_registered_event}, {@code scheduler_reregistered_event}. */
  record SchedulerRegistered(String framework, String master, boolean again)
      implements Announcement {}

  /** {@code scheduler_disconnected_event}. */
  record SchedulerDisconnected() implements Announcement {}
}
