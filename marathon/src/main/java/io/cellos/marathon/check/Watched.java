package io.cellos.marathon.check;

import io.cellos.marathon.core.MarathonEvent;
import io.cellos.marathon.core.instance.Condition;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.Task;
import io.cellos.marathon.core.instance.TaskId;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.HealthCheck;
import io.cellos.marathon.model.ReadinessCheck;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One instance and the threads that make its checks. */
final class Watched {
  private static final Logger LOG = LoggerFactory.getLogger(Watched.class);

  /** First checks of many tasks are spread over so long. */
  private static final Duration SPREAD = Duration.ofMillis(500);

  /** A check of a task; the same check of the next task is another. */
  private sealed interface Check {
    record OfHealth(TaskId task, HealthCheck check) implements Check {}

    record OfReadiness(TaskId task, ReadinessCheck check) implements Check {}
  }

  private final HealthChecker.Findings findings;
  private final Map<Check, Thread> threads = new HashMap<>();
  private volatile Instance instance;

  Watched(HealthChecker.Findings findings) {
    this.findings = findings;
  }

  /** Goes on with the checks that it still has, and begins those that are new; says if any. */
  boolean update(Instance changed) {
    instance = changed;
    Set<Check> wanted = wanted(changed);
    Set<Check> over = new HashSet<>(threads.keySet());
    over.removeAll(wanted);
    over.forEach(check -> threads.remove(check).interrupt());
    for (Check check : wanted) {
      threads.computeIfAbsent(check, key -> Thread.ofVirtual().name("check").start(() -> run(key)));
    }
    return !threads.isEmpty();
  }

  /** Pods have none of ours, and an app's instance has one task. */
  private static Set<Check> wanted(Instance instance) {
    Set<Check> wanted = new HashSet<>();
    if (instance.spec() instanceof AppDefinition app) {
      for (Task task : instance.tasks().values()) {
        if (task.condition() == Condition.RUNNING) {
          app.checks().health().stream()
              .filter(check -> !check.protocol().byMesos())
              .forEach(check -> wanted.add(new Check.OfHealth(task.id(), check)));
          if (!instance.ready()) {
            app.checks()
                .readiness()
                .forEach(check -> wanted.add(new Check.OfReadiness(task.id(), check)));
          }
        }
      }
    }
    return wanted;
  }

  private void run(Check check) {
    try {
      switch (check) {
        case Check.OfHealth(TaskId task, HealthCheck health) -> {
          sleep(first(task, health.interval()));
          while (true) {
            long begun = System.nanoTime();
            lookAtHealth(task, health);
            sleepUntil(begun, health.interval());
          }
        }
        case Check.OfReadiness(TaskId task, ReadinessCheck readiness) -> {
          sleep(first(task, readiness.interval()));
          boolean ready = false;
          while (!ready) {
            long begun = System.nanoTime();
            ready = lookAtReadiness(task, readiness);
            sleepUntil(begun, readiness.interval());
          }
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("ends", e); // it is not wanted any more
    }
  }

  private void lookAtHealth(TaskId id, HealthCheck check) throws InterruptedException {
    Instance now = instance;
    Task task = now.tasks().get(id);
    if (task == null || !(now.spec() instanceof AppDefinition app)) {
      return;
    }
    HealthProbe.Finding finding = HealthProbe.look(now, app, task, check);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    switch (finding) {
      case HealthProbe.Finding.Well _ ->
          findings.submit(new MarathonEvent.HealthChecked(id, check, Optional.empty()));
      case HealthProbe.Finding.Unwell(String why) ->
          findings.submit(new MarathonEvent.HealthChecked(id, check, Optional.of(why)));
      case HealthProbe.Finding.Nothing _ -> {}
    }
  }

  private boolean lookAtReadiness(TaskId id, ReadinessCheck check) throws InterruptedException {
    Instance now = instance;
    Task task = now.tasks().get(id);
    if (task == null || !(now.spec() instanceof AppDefinition app)) {
      return false;
    }
    ReadinessCheck.Result result = ReadinessProbe.look(now, app, task, check);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    findings.submit(new MarathonEvent.ReadinessChecked(id, result));
    return result.ready();
  }

  private static Duration first(TaskId task, Duration interval) {
    long most = Math.min(SPREAD.toMillis(), interval.toMillis());
    return Duration.ofMillis(most == 0 ? 0 : Math.floorMod(task.hashCode(), most));
  }

  private static void sleepUntil(long begun, Duration interval) throws InterruptedException {
    Duration least = Duration.ofMillis(100);
    Duration left = interval.minusNanos(System.nanoTime() - begun);
    sleep(left.compareTo(least) < 0 ? least : left);
  }

  private static void sleep(Duration time) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(time.toNanos());
  }

  void close() {
    threads.values().forEach(Thread::interrupt);
    threads.clear();
  }
}
