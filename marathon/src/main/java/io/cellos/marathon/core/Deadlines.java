package io.cellos.marathon.core;

import io.cellos.marathon.core.instance.Condition;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.InstanceId;
import io.cellos.marathon.core.instance.Task;
import io.cellos.marathon.core.instance.TaskId;
import io.cellos.marathon.model.Timestamp;
import io.cellos.marathon.model.UnreachableStrategy;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Set;

/** Instances that are for too long in a state that should be short. */
final class Deadlines {
  private final Books books;
  private final Kills kills;
  private final Endings endings;

  Deadlines(Books books, Kills kills, Endings endings) {
    this.books = books;
    this.kills = kills;
    this.endings = endings;
  }

  /** Looks after a launch, from the moment it was sent to Mesos. */
  void launched(Instance instance) {
    Timestamp staged =
        instance.tasks().values().stream()
            .map(Task::stagedAt)
            .max(Comparator.naturalOrder())
            .orElse(instance.since());
    Set<TaskId> tasks = instance.tasks().keySet();
    Instant confirm =
        staged.instant().plusMillis(books.settings().launch().taskLaunchConfirmTimeoutMillis());
    Instant start =
        staged.instant().plusMillis(books.settings().launch().taskLaunchTimeoutMillis());
    InstanceId id = instance.id();
    books.timers().at(confirm, () -> late(id, tasks, Set.of(Condition.PROVISIONED)));
    books
        .timers()
        .at(
            start,
            () ->
                late(
                    id,
                    tasks,
                    Set.of(Condition.PROVISIONED, Condition.STAGING, Condition.STARTING)));
  }

  private void late(InstanceId id, Set<TaskId> tasks, Set<Condition> conditions) {
    books
        .roster()
        .find(id)
        .filter(instance -> conditions.contains(instance.condition()))
        .filter(instance -> instance.tasks().keySet().equals(tasks))
        .ifPresent(kills::begin);
  }

  /** Looks after an instance whose agent can't be reached. */
  void unreachable(Instance instance) {
    if (instance.spec().policies().unreachable()
        instanceof UnreachableStrategy.Enabled(Duration inactiveAfter, Duration expungeAfter)) {
      InstanceId id = instance.id();
      Timestamp since = instance.since();
      if (inactiveAfter.compareTo(expungeAfter) < 0) {
        books.timers().at(since.instant().plus(inactiveAfter), () -> inactive(id, since));
      }
      books.timers().at(since.instant().plus(expungeAfter), () -> expunge(id, since));
    }
  }

  private void inactive(InstanceId id, Timestamp since) {
    books
        .roster()
        .find(id)
        .filter(instance -> instance.condition() == Condition.UNREACHABLE)
        .filter(instance -> instance.since().equals(since))
        .ifPresent(
            instance ->
                books.roster().put(instance.withCondition(Condition.UNREACHABLE_INACTIVE, since)));
  }

  private void expunge(InstanceId id, Timestamp since) {
    books
        .roster()
        .find(id)
        .filter(Instance::isUnreachable)
        .filter(instance -> instance.since().equals(since))
        .ifPresent(endings::forget);
  }
}
