package io.cellos.mesos.agent.core;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The executors of all frameworks, and which container belongs to whom. */
final class Population {
  /** A task and its executor. */
  record Found(ExecutorRun executor, TaskRun task) {}

  private record ExecutorKey(String framework, String executor) {}

  private final Map<ExecutorKey, ExecutorRun> executors = new LinkedHashMap<>();
  private final Map<TaskKey, ExecutorRun> byTask = new HashMap<>();
  private final Map<String, Found> byContainer = new HashMap<>();
  private final Map<String, ExecutorRun> byExecutorContainer = new HashMap<>();

  Collection<ExecutorRun> executors() {
    return List.copyOf(executors.values());
  }

  boolean isEmpty() {
    return executors.isEmpty();
  }

  List<ExecutorRun> of(String framework) {
    return executors.values().stream().filter(e -> e.run.framework().equals(framework)).toList();
  }

  Optional<ExecutorRun> executor(String framework, String executor) {
    return Optional.ofNullable(executors.get(new ExecutorKey(framework, executor)));
  }

  void add(ExecutorRun executor) {
    executors.put(new ExecutorKey(executor.run.framework(), executor.run.executor()), executor);
    byExecutorContainer.put(executor.run.container(), executor);
  }

  void remove(ExecutorRun executor) {
    executors.remove(new ExecutorKey(executor.run.framework(), executor.run.executor()));
    byExecutorContainer.remove(executor.run.container());
  }

  void add(ExecutorRun executor, TaskRun task) {
    executor.tasks.put(task.id(), task);
    byTask.put(executor.key(task), executor);
    if (executor.kind != Kind.CUSTOM) {
      byContainer.put(task.container.getValue(), new Found(executor, task));
    }
  }

  void remove(ExecutorRun executor, TaskRun task) {
    executor.tasks.remove(task.id());
    byTask.remove(executor.key(task));
    if (executor.kind != Kind.CUSTOM) {
      byContainer.remove(task.container.getValue());
    }
  }

  Optional<Found> task(TaskKey key) {
    return Optional.ofNullable(byTask.get(key))
        .map(executor -> new Found(executor, executor.tasks.get(key.task())));
  }

  /** Whose process the container is; empty for a custom executor's. */
  Optional<Found> taskIn(String container) {
    return Optional.ofNullable(byContainer.get(container));
  }

  /** The custom executor whose process the container is. */
  Optional<ExecutorRun> executorIn(String container) {
    return Optional.ofNullable(byExecutorContainer.get(container))
        .filter(executor -> executor.kind == Kind.CUSTOM);
  }

  /**
   * How the container was started: a task's, or an executor's, whether that has a process or not.
   */
  Optional<AgentEffect.Launch> launch(String container) {
    return taskIn(container)
        .map(found -> found.executor().launch(Optional.of(found.task())))
        .or(
            () ->
                Optional.ofNullable(byExecutorContainer.get(container))
                    .map(executor -> executor.launch(Optional.empty())));
  }
}
