package io.cellos.marathon.core;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.scheduler.Protos.Call;

/**
 * Tasks of this framework that run and that no instance has: it was forgotten, or they are of a
 * launch that was given up. They are killed, again and again until Mesos says that they are over.
 */
final class Strays {
  private record Stray(Optional<String> agent, Instant due) {}

  private final Books books;

  /** By task, the longest ago first. */
  private final Map<String, Stray> killed = new LinkedHashMap<>();

  private boolean waking;

  Strays(Books books) {
    this.books = books;
  }

  /** In a new subscription Mesos tells of all tasks there are. */
  void subscribed() {
    killed.clear();
  }

  /** Mesos says how a task is that no instance has. */
  void on(TaskStatus status) {
    String task = status.getTaskId().getValue();
    switch (status.getState()) {
      case TASK_STAGING, TASK_STARTING, TASK_RUNNING -> {
        if (!killed.containsKey(task)) {
          kill(task, agent(status));
        }
      }
      case TASK_KILLING -> {} // on its way
      case TASK_FINISHED, TASK_FAILED, TASK_KILLED, TASK_ERROR, TASK_LOST -> killed.remove(task);
      case TASK_DROPPED, TASK_GONE, TASK_GONE_BY_OPERATOR, TASK_UNKNOWN -> killed.remove(task);
      case TASK_UNREACHABLE -> killed.remove(task); // heard of again when it is back
    }
  }

  private static Optional<String> agent(TaskStatus status) {
    return Optional.of(status)
        .filter(TaskStatus::hasAgentId)
        .map(TaskStatus::getAgentId)
        .map(AgentID::getValue);
  }

  private void kill(String task, Optional<String> agent) {
    books.out().say(Calls.kill(task, agent));
    Instant due = books.now().instant().plus(books.settings().killRetry());
    killed.put(task, new Stray(agent, due));
    wake();
  }

  private void wake() {
    if (!waking && !killed.isEmpty()) {
      waking = true;
      books.timers().at(killed.values().iterator().next().due(), this::again);
    }
  }

  /** Asks as well: a task that is gone ends by no kill, but by the answer. */
  private void again() {
    waking = false;
    List<Map.Entry<String, Stray>> late =
        killed.entrySet().stream()
            .filter(entry -> !entry.getValue().due().isAfter(books.now().instant()))
            .map(entry -> Map.entry(entry.getKey(), entry.getValue()))
            .toList();
    late.forEach(
        entry -> {
          killed.remove(entry.getKey());
          kill(entry.getKey(), entry.getValue().agent());
        });
    if (!late.isEmpty()) {
      books.out().say(Calls.reconcile(late.stream().map(Strays::asked).toList()));
    }
    wake();
  }

  private static Call.Reconcile.Task asked(Map.Entry<String, Stray> entry) {
    return Calls.asked(entry.getKey(), entry.getValue().agent());
  }
}
