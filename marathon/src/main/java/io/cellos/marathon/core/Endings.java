package io.cellos.marathon.core;

import io.cellos.marathon.core.instance.Condition;
import io.cellos.marathon.core.instance.Goal;
import io.cellos.marathon.core.instance.Instance;
import org.apache.mesos.v1.Protos.TaskState;

/** How instances end, and what comes after. */
final class Endings {
  private final Books books;
  private final Kills kills;
  private final HealthBook health;
  private final Interest interest;
  private final Roles roles;

  Endings(Books books, Kills kills, HealthBook health, Interest interest, Roles roles) {
    this.books = books;
    this.kills = kills;
    this.health = health;
    this.interest = interest;
    this.roles = roles;
  }

  /** The instance is not needed any more, and what it has reserved neither. */
  void decommission(Instance instance) {
    if (instance.isOver() || instance.isUnreachable()) {
      forget(instance); // one that can't be reached is killed when it comes back
    } else if (instance.goal() != Goal.DECOMMISSIONED) {
      Instance ending = instance.withGoal(Goal.DECOMMISSIONED);
      books.roster().put(ending);
      kills.begin(ending);
    }
  }

  /** The instance shall be launched from something else, with the data it has. */
  void stop(Instance instance) {
    if (!instance.isOver() && instance.goal() == Goal.RUNNING) {
      Instance ending = instance.withGoal(Goal.STOPPED);
      books.roster().put(ending);
      kills.begin(ending);
    }
  }

  /**
   * The instance shall be launched once more; it may be elsewhere if it keeps no data. That is
   * stored, so the next leader kills it if this one's kill gets lost.
   */
  void restart(Instance instance) {
    if (!instance.isUnreachable()) {
      stop(instance);
    } else if (instance.volumes().isEmpty()) {
      forget(instance);
    }
  }

  /**
   * Nothing of it runs any more. If it has lost its data, another one takes its place: so it is
   * always the first attempt of an instance that makes its volumes.
   */
  void over(Instance instance) {
    if (instance.goal() == Goal.DECOMMISSIONED || hasLostData(instance)) {
      forget(instance);
      return;
    }
    kills.end(instance.id());
    health.forget(instance);
    books.roster().put(instance.again(books.now()));
    interest.somethingEnded(instance.spec().id());
  }

  private static boolean hasLostData(Instance instance) {
    return !instance.volumes().isEmpty() && (isGoneForGood(instance) || neverRan(instance));
  }

  /** Its volumes may not even have been made. */
  private static boolean neverRan(Instance instance) {
    return instance.tasks().values().stream()
        .allMatch(task -> task.id().attempt() == 1 && task.startedAt().isEmpty());
  }

  /** Its agent will not come back, so its data won't either. */
  private static boolean isGoneForGood(Instance instance) {
    return instance.tasks().values().stream()
        .flatMap(task -> task.status().stream())
        .anyMatch(status -> status.getState() == TaskState.TASK_GONE_BY_OPERATOR);
  }

  void forget(Instance instance) {
    kills.end(instance.id());
    health.forget(instance);
    books.roster().forget(instance);
    if (!instance.volumes().isEmpty()) {
      roles.leftIn(instance.role());
      interest.lookForLeftovers(instance.role());
    }
    interest.somethingEnded(instance.spec().id());
  }

  /** Whether a task of the instance failed, which is a reason to wait before the next launch. */
  static boolean isFailure(Condition condition) {
    return switch (condition) {
      case FAILED, ERROR, DROPPED, GONE, FINISHED -> true;
      case SCHEDULED, PROVISIONED, STAGING, STARTING, RUNNING -> false;
      case UNREACHABLE, UNREACHABLE_INACTIVE, KILLING, KILLED, GONE_BY_OPERATOR, UNKNOWN -> false;
    };
  }
}
