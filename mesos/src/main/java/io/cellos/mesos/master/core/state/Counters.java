package io.cellos.mesos.master.core.state;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.mesos.v1.Protos.Offer.Operation;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.scheduler.Protos.Call;

/** What happened how often, by Mesos' names of metrics. */
public final class Counters {
  private final Map<String, Long> counts = new HashMap<>();
  private final Tally<TaskState> tasks = new Tally<>(TaskState.class);

  public void count(String name) {
    counts.merge("master/" + name, 1L, Long::sum);
  }

  /** A scheduler's call; Mesos counts them under the names of older messages. */
  public void called(Call call) {
    message(call).ifPresent(name -> count("messages_" + name));
  }

  private static Optional<String> message(Call call) {
    return switch (call.getType()) {
      case ACCEPT ->
          call.getAccept().getOperationsList().stream().anyMatch(Counters::isLaunch)
              ? Optional.of("launch_tasks")
              : Optional.empty();
      case DECLINE -> Optional.of("decline_offers");
      case REVIVE -> Optional.of("revive_offers");
      case SUPPRESS -> Optional.of("suppress_offers");
      case KILL -> Optional.of("kill_task");
      case ACKNOWLEDGE -> Optional.of("status_update_acknowledgement");
      case ACKNOWLEDGE_OPERATION_STATUS -> Optional.of("operation_status_update_acknowledgement");
      case RECONCILE -> Optional.of("reconcile_tasks");
      case RECONCILE_OPERATIONS -> Optional.of("reconcile_operations");
      case MESSAGE -> Optional.of("framework_to_executor");
      case REQUEST -> Optional.of("resource_request");
      case TEARDOWN -> Optional.of("unregister_framework");
      case SUBSCRIBE,
          ACCEPT_INVERSE_OFFERS,
          DECLINE_INVERSE_OFFERS,
          SHUTDOWN,
          UPDATE_FRAMEWORK,
          UNKNOWN ->
          Optional.empty();
    };
  }

  private static boolean isLaunch(Operation operation) {
    return operation.getType() == Operation.Type.LAUNCH
        || operation.getType() == Operation.Type.LAUNCH_GROUP;
  }

  /** A task came to its end, or was refused. */
  public void ended(TaskStatus status) {
    String state = lower(status.getState().name());
    count("tasks" + state.substring("task".length()));
    if (status.hasReason()) {
      count(
          state + "/" + lower(status.getSource().name()) + "/" + lower(status.getReason().name()));
    }
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Null is a task that is not there. */
  void stateChanged(TaskState before, TaskState now) {
    if (before != null) {
      tasks.add(before, -1);
    }
    if (now != null) {
      tasks.add(now, 1);
    }
  }

  public Map<String, Long> counts() {
    return counts;
  }

  /** How many tasks are in this state now. */
  public long tasks(TaskState state) {
    return tasks.get(state);
  }
}
