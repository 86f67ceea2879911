package io.cellos.marathon.core;

import io.cellos.marathon.core.instance.Condition;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.Place;
import io.cellos.marathon.core.instance.Task;
import io.cellos.marathon.core.queue.Backoff;
import io.cellos.marathon.core.view.TaskFailure;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Timestamp;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;

/** Tasks that failed: launches wait because of them, and the last of each app is kept. */
final class Failures {
  private final Books books;
  private final Map<AppId, TaskFailure> last = new HashMap<>();
  private Map<AppId, TaskFailure> snapshot = Map.of();

  Failures(Books books, Collection<TaskFailure> stored) {
    this.books = books;
    stored.forEach(failure -> last.put(failure.app(), failure));
  }

  void on(Instance instance, Task before, Task after, TaskStatus status) {
    if (before.condition() == Condition.PROVISIONED
        && status.getReason() == TaskStatus.Reason.REASON_RECONCILIATION) {
      return; // it never began
    }
    if (Endings.isFailure(after.condition()) && !Endings.isFailure(before.condition())) {
      AppId app = instance.spec().id();
      Backoff backoff = books.roster().crew(app).backoff();
      backoff.failed(instance.configVersion(), instance.spec().policies().backoff(), books.now());
      books.out().save(new MarathonEffect.SaveDelays(app, backoff.delays()));
    }
    if (isTold(after.condition())) {
      note(instance, after, status.getState(), status.getMessage());
    }
  }

  private static boolean isTold(Condition condition) {
    return switch (condition) {
      case FAILED, ERROR, DROPPED, GONE, GONE_BY_OPERATOR -> true;
      case SCHEDULED, PROVISIONED, STAGING, STARTING, RUNNING, FINISHED, KILLED -> false;
      case UNREACHABLE, UNREACHABLE_INACTIVE, KILLING, UNKNOWN -> false;
    };
  }

  /** A task that is killed because it is not healthy failed, too. */
  void unhealthy(Instance instance, Task task, String cause) {
    note(
        instance,
        task,
        TaskState.TASK_KILLED,
        "Task was killed since health check failed. Reason: " + cause);
  }

  private void note(Instance instance, Task task, TaskState state, String message) {
    if (instance.spec() instanceof AppDefinition app) {
      Timestamp version = app.version();
      TaskFailure failure =
          new TaskFailure(
              app.id(),
              task.id(),
              state.name(),
              message,
              instance.place().map(Place::hostname).orElse(""),
              instance.place().map(Place::agentId).orElse(""),
              version,
              books.now());
      last.put(app.id(), failure);
      snapshot = Map.of();
      books.out().save(new MarathonEffect.SaveFailure(failure));
      books.out().announce(new Announcement.Failed(failure));
    }
  }

  /** There is no such app any more. */
  void forget(AppId app) {
    if (last.remove(app) != null) {
      snapshot = Map.of();
      books.out().save(new MarathonEffect.ForgetFailure(app));
    }
  }

  /** The last of each app; the map never changes. */
  Map<AppId, TaskFailure> last() {
    if (snapshot.isEmpty() && !last.isEmpty()) {
      snapshot = Map.copyOf(last);
    }
    return snapshot;
  }
}
