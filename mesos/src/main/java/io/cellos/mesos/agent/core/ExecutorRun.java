package io.cellos.mesos.agent.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Task;
import org.apache.mesos.v1.Protos.TaskStatus.Reason;

/** What the agent knows of an executor. Those built in are always {@link State#RUNNING}. */
final class ExecutorRun {
  enum State {
    /** Its process was started and has not subscribed yet. */
    REGISTERING,
    RUNNING,
    /** It was told to end. */
    TERMINATING,
    /** Its process is gone; news of its tasks may still wait for an acknowledgement. */
    ENDED
  }

  /** What its tasks are told when its process ends. */
  record Verdict(Reason reason, String message) {}

  final Run run;
  final Kind kind;
  final ExecutorInfo info;
  FrameworkInfo framework;
  State state;

  /** Tasks that run, or whose end is not acknowledged. */
  final Map<String, TaskRun> tasks = new LinkedHashMap<>();

  final Deque<Task> completed = new ArrayDeque<>();

  /** The stream of events to a custom executor that is connected. */
  Optional<String> stream = Optional.empty();

  Optional<Verdict> verdict = Optional.empty();

  /** Its framework is gone: nobody is told how its tasks end. */
  boolean frameworkGone;

  int groups;

  ExecutorRun(Run run, Kind kind, FrameworkInfo framework, ExecutorInfo info) {
    this.run = run;
    this.kind = kind;
    this.framework = framework;
    this.info = info;
    this.state = kind == Kind.CUSTOM ? State.REGISTERING : State.RUNNING;
  }

  TaskKey key(TaskRun task) {
    return new TaskKey(run.framework(), task.id());
  }

  /** How the container of one of its tasks is started; of its own process for a custom one. */
  AgentEffect.Launch launch(Optional<TaskRun> task) {
    return new AgentEffect.Launch(
        run,
        task.map(t -> t.container).orElse(run.containerId()),
        kind,
        framework,
        info,
        task.map(t -> t.info));
  }

  boolean isOver() {
    return tasks.isEmpty() && (kind != Kind.CUSTOM || state == State.ENDED);
  }

  /** What it and its tasks use. */
  List<Resource> allocated() {
    List<Resource> all = new ArrayList<>();
    if (kind != Kind.COMMAND && state != State.ENDED) {
      all.addAll(info.getResourcesList());
    }
    tasks.values().stream()
        .filter(task -> !task.isTerminal())
        .forEach(task -> all.addAll(task.info.getResourcesList()));
    return all;
  }

  void complete(Task task, int max) {
    completed.addLast(task);
    while (completed.size() > max) {
      completed.removeFirst();
    }
  }
}
