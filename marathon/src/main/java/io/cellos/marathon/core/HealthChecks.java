package io.cellos.marathon.core;

import io.cellos.marathon.core.instance.Condition;
import io.cellos.marathon.core.instance.Fitness;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.Task;
import io.cellos.marathon.core.instance.TaskId;
import io.cellos.marathon.core.view.Health;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.HealthCheck;
import io.cellos.marathon.model.PodDefinition;
import io.cellos.marathon.model.ReadinessCheck;
import io.cellos.marathon.model.Timestamp;
import java.util.Optional;
import java.util.stream.Collectors;

/** What follows from the answers of checks. */
final class HealthChecks {
  private final Books books;
  private final HealthBook book;
  private final Kills kills;
  private final Failures failures;

  HealthChecks(Books books, HealthBook book, Kills kills, Failures failures) {
    this.books = books;
    this.book = book;
    this.kills = kills;
    this.failures = failures;
  }

  void on(TaskId id, HealthCheck check, Optional<String> failure) {
    Instance instance = books.roster().find(id.instance()).orElse(null);
    if (instance == null || !instance.tasks().containsKey(id)) {
      return;
    }
    Health before = book.of(id, check);
    if (failure.isEmpty()) {
      book.put(check, succeeded(before));
    } else if (counts(instance, check, before)) {
      failed(instance, instance.tasks().get(id), check, failed(before, failure.get()));
    }
    look(instance);
  }

  /** Failures say nothing while the task has not been well yet and may still take its time. */
  private boolean counts(Instance instance, HealthCheck check, Health before) {
    if (instance.condition() != Condition.RUNNING) {
      return false;
    }
    Timestamp running = instance.activeSince().orElse(instance.since());
    return before.firstSuccess().isPresent()
        || !running.instant().plus(check.gracePeriod()).isAfter(books.now().instant());
  }

  private Health succeeded(Health before) {
    Optional<Timestamp> now = Optional.of(books.now());
    return new Health(
        before.task(),
        before.firstSuccess().or(() -> now),
        now,
        before.lastFailure(),
        before.lastFailureCause(),
        0);
  }

  private Health failed(Health before, String cause) {
    return new Health(
        before.task(),
        before.firstSuccess(),
        before.lastSuccess(),
        Optional.of(books.now()),
        Optional.of(cause),
        before.consecutiveFailures() + 1);
  }

  private void failed(Instance instance, Task task, HealthCheck check, Health health) {
    book.put(check, health);
    books.out().announce(new Announcement.HealthCheckFailed(instance, task.id(), check));
    boolean tooMany =
        check.maxConsecutiveFailures() > 0
            && health.consecutiveFailures() >= check.maxConsecutiveFailures();
    if (tooMany && !kills.isKilling(instance.id())) {
      String cause = health.lastFailureCause().orElse("unknown");
      books.out().announce(new Announcement.UnhealthyKill(instance, cause));
      failures.unhealthy(instance, task, cause);
      kills.begin(instance);
    }
  }

  /** Whether all checks together say something else of the instance than before. */
  void look(Instance instance) {
    Optional<Boolean> healthy =
        instance.condition() == Condition.RUNNING ? together(instance) : Optional.empty();
    if (!healthy.equals(instance.healthy())) {
      Instance changed = instance.withHealthy(healthy);
      books.roster().remember(changed);
      if (instance.condition() == Condition.RUNNING) {
        books.out().announce(new Announcement.HealthChanged(changed, healthy));
      }
    }
  }

  private Optional<Boolean> together(Instance instance) {
    return switch (instance.spec()) {
      case PodDefinition pod -> Fitness.byMesos(pod, instance);
      case AppDefinition app ->
          instance.tasks().values().stream().findFirst().flatMap(task -> together(app, task));
    };
  }

  private Optional<Boolean> together(AppDefinition app, Task task) {
    boolean open = false;
    for (HealthCheck check : app.checks().health()) {
      Optional<Boolean> answer =
          check.protocol().byMesos() ? task.healthByMesos() : answer(book.of(task.id(), check));
      if (answer.isPresent() && !answer.get()) {
        return answer;
      }
      open |= answer.isEmpty();
    }
    return app.checks().health().isEmpty() || open ? Optional.empty() : Optional.of(true);
  }

  private static Optional<Boolean> answer(Health health) {
    return health.lastSuccess().isEmpty() && health.lastFailure().isEmpty()
        ? Optional.empty()
        : Optional.of(health.isAlive());
  }

  void on(TaskId id, ReadinessCheck.Result result) {
    Instance instance = books.roster().find(id.instance()).orElse(null);
    if (instance == null
        || !instance.tasks().containsKey(id)
        || !(instance.spec() instanceof AppDefinition app)) {
      return;
    }
    book.put(id, result);
    var ready =
        book.readiness(id).stream()
            .filter(ReadinessCheck.Result::ready)
            .map(ReadinessCheck.Result::name)
            .collect(Collectors.toSet());
    boolean all =
        app.checks().readiness().stream().map(ReadinessCheck::name).allMatch(ready::contains);
    if (all && !instance.ready()) {
      books.roster().put(instance.withReady(true));
    }
  }
}
