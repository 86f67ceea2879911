package io.cellos.mesos.agent.core;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.mesos.v1.Protos.TaskStatus;

/** Rebuilds a run from its journal. */
final class Recovery {
  private Recovery() {}

  /** Empty if the journal does not even have its first entry. */
  static Optional<ExecutorRun> replay(Run run, List<Entry> journal, Population population) {
    if (journal.isEmpty() || !(journal.getFirst() instanceof Entry.Began began)) {
      return Optional.empty();
    }
    ExecutorRun executor = new ExecutorRun(run, began.kind(), began.framework(), began.executor());
    population.add(executor);
    journal.stream().skip(1).forEach(entry -> apply(entry, executor, population));
    return Optional.of(executor);
  }

  private static void apply(Entry entry, ExecutorRun executor, Population population) {
    switch (entry) {
      case Entry.Began e -> {}
      case Entry.TaskAdded e -> {
        population.add(executor, new TaskRun(e.task(), e.container(), e.group()));
        executor.groups = Math.max(executor.groups, e.group());
      }
      case Entry.Delivered e -> {
        executor.state = ExecutorRun.State.RUNNING;
        on(executor, e.task(), task -> task.running = true);
      }
      case Entry.Updated e ->
          on(executor, e.status().getTaskId().getValue(), task -> update(task, e.status()));
      case Entry.Acknowledged e ->
          on(
              executor,
              e.task(),
              task -> {
                task.pending.removeIf(status -> status.getUuid().equals(e.uuid()));
                if (task.isTerminal() && task.pending.isEmpty()) {
                  population.remove(executor, task);
                }
              });
      case Entry.Killing e ->
          on(
              executor,
              e.task(),
              task ->
                  task.death =
                      Optional.of(new TaskRun.Death(e.cause(), e.begun(), e.escalation())));
      case Entry.FrameworkChanged e -> executor.framework = e.framework();
      case Entry.FrameworkGone e -> {
        executor.frameworkGone = true;
        for (TaskRun task : List.copyOf(executor.tasks.values())) {
          task.pending.clear();
          if (task.isTerminal()) {
            population.remove(executor, task);
          }
        }
      }
      case Entry.ExecutorEnded e -> executor.state = ExecutorRun.State.ENDED;
    }
  }

  private static void update(TaskRun task, TaskStatus status) {
    task.update(status);
    task.networks = status.getContainerStatus().getNetworkInfosList();
  }

  private static void on(ExecutorRun executor, String task, Consumer<TaskRun> change) {
    TaskRun found = executor.tasks.get(task);
    if (found != null) {
      change.accept(found);
    }
  }
}
