package io.cellos.marathon.core;

import io.cellos.marathon.core.instance.Condition;
import io.cellos.marathon.core.instance.Conditions;
import io.cellos.marathon.core.instance.Fitness;
import io.cellos.marathon.core.instance.Goal;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.InstanceId;
import io.cellos.marathon.core.instance.Task;
import io.cellos.marathon.core.instance.TaskId;
import io.cellos.marathon.model.Timestamp;
import java.util.Optional;
import org.apache.mesos.v1.Protos.TaskStatus;

/** What becomes of an instance when Mesos tells how one of its tasks is. */
final class Statuses {
  private final Books books;
  private final Kills kills;
  private final Endings endings;
  private final Deadlines deadlines;
  private final HealthChecks health;
  private final Failures failures;
  private final Reconciliation reconciliation;
  private final Strays strays;

  Statuses(
      Books books,
      Kills kills,
      Endings endings,
      Deadlines deadlines,
      HealthChecks health,
      Failures failures,
      Reconciliation reconciliation,
      Strays strays) {
    this.books = books;
    this.kills = kills;
    this.endings = endings;
    this.deadlines = deadlines;
    this.health = health;
    this.failures = failures;
    this.reconciliation = reconciliation;
    this.strays = strays;
  }

  /** An update is acknowledged whatever it says; what it changed is stored before. */
  void on(TaskStatus status) {
    Optional<TaskId> id = TaskId.find(status.getTaskId().getValue());
    Optional<Instance> instance = id.flatMap(task -> books.roster().find(task.instance()));
    Optional<Task> task =
        instance.flatMap(found -> Optional.ofNullable(found.tasks().get(id.get())));
    if (task.isEmpty()) {
      strays.on(status);
      if (instance.isEmpty()) {
        id.ifPresent(ended -> tellIfTerminated(ended.instance(), status));
      }
    } else if (!task.get().condition().isTerminal() && !isTooEarly(task.get(), status)) {
      known(instance.get(), task.get(), status);
    }
    if (!status.getUuid().isEmpty()) {
      books.out().say(Calls.acknowledge(status));
    }
  }

  private void tellIfTerminated(InstanceId instance, TaskStatus status) {
    Condition condition = Conditions.of(status);
    if (condition.isTerminal() || condition == Condition.UNREACHABLE) {
      books
          .out()
          .announce(new Announcement.UnknownTerminated(instance, instance.spec(), condition));
    }
  }

  /** Mesos was asked about the task before it knew of the launch. */
  private boolean isTooEarly(Task task, TaskStatus status) {
    return task.condition() == Condition.PROVISIONED
        && status.getReason() == TaskStatus.Reason.REASON_RECONCILIATION
        && Conditions.isAbsence(status.getState())
        && reconciliation.isFresh(task);
  }

  private void known(Instance instance, Task task, TaskStatus status) {
    Timestamp now = books.now();
    Condition condition = Conditions.of(status);
    boolean changed = condition != task.condition();
    if (!changed && saysNothingNew(task, status)) {
      return;
    }
    Task updated = updated(task, condition, status, now);
    Instance next = conditioned(instance.withTask(updated), status, now);
    if (changed || !sameAddresses(task, updated)) {
      books.roster().put(next);
    } else {
      books.roster().remember(next);
    }
    if (changed) {
      books
          .out()
          .announce(
              new Announcement.StatusUpdated(
                  next, updated, status.getState().name(), status.getMessage()));
      failures.on(instance, task, updated, status);
    }
    if (next.isOver()) {
      endings.over(next);
    } else {
      goOn(instance, next);
    }
  }

  private void goOn(Instance before, Instance next) {
    health.look(next);
    if (next.isUnreachable()) {
      if (next.goal() == Goal.DECOMMISSIONED) {
        endings.forget(next); // killed if it comes back
      } else if (!before.isUnreachable()) {
        kills.end(next.id());
        deadlines.unreachable(next);
      }
    } else if (before.isUnreachable() && next.goal() == Goal.STOPPED) {
      kills.begin(next);
    }
  }

  private static Task updated(Task task, Condition condition, TaskStatus status, Timestamp now) {
    Optional<Timestamp> started =
        condition == Condition.RUNNING
            ? task.startedAt().or(() -> Optional.of(now))
            : task.startedAt();
    TaskStatus.Builder kept = status.toBuilder().clearData();
    if (!status.hasContainerStatus()) {
      task.status()
          .filter(TaskStatus::hasContainerStatus)
          .ifPresent(old -> kept.setContainerStatus(old.getContainerStatus()));
    }
    return new Task(
        task.id(),
        condition,
        task.stagedAt(),
        started,
        Optional.of(kept.build()),
        task.hostPorts());
  }

  /** As answers to reconciliations mostly do. */
  private static boolean saysNothingNew(Task task, TaskStatus status) {
    Optional<TaskStatus> last = task.status();
    return last.isPresent()
        && last.get().hasHealthy() == status.hasHealthy()
        && last.get().getHealthy() == status.getHealthy()
        && (!status.hasContainerStatus()
            || status.getContainerStatus().equals(last.get().getContainerStatus()));
  }

  private static boolean sameAddresses(Task before, Task after) {
    return before.addresses().equals(after.addresses());
  }

  /** The instance with the condition that its tasks have together. */
  private static Instance conditioned(Instance instance, TaskStatus status, Timestamp now) {
    Condition condition = Conditions.together(instance.tasks().values());
    boolean stays =
        condition == instance.condition()
            || (condition == Condition.UNREACHABLE && instance.isUnreachable());
    if (stays) {
      return instance;
    }
    Timestamp since = condition == Condition.UNREACHABLE ? unreachableSince(status, now) : now;
    Instance changed = instance.withCondition(condition, since);
    return condition == Condition.RUNNING ? running(changed, now) : changed;
  }

  private static Instance running(Instance instance, Timestamp now) {
    boolean ready = instance.ready() || !Fitness.hasReadinessChecks(instance.spec());
    return instance
        .withActiveSince(instance.activeSince().or(() -> Optional.of(now)))
        .withReady(ready);
  }

  private static Timestamp unreachableSince(TaskStatus status, Timestamp now) {
    if (!status.hasUnreachableTime()) {
      return now;
    }
    Timestamp told = Timestamp.ofMillis(status.getUnreachableTime().getNanoseconds() / 1_000_000);
    return told.isAfter(now) ? now : told;
  }
}
