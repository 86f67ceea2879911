package io.cellos.mesos.agent.core;

import io.cellos.mesos.link.ToMaster;
import java.util.ArrayDeque;
import java.util.Deque;

/** The end of executors: gone from the books once nobody waits for news of their tasks. */
final class Retirement {
  private static final int MOST_UNSAID = 1000;

  private final Agent agent;
  private final Population population;
  private final CoreSettings settings;

  Retirement(Agent agent, Population population, CoreSettings settings) {
    this.agent = agent;
    this.population = population;
    this.settings = settings;
  }

  void completed(ExecutorRun executor, TaskRun task) {
    executor.complete(
        task.toTask(executor, agent.info.getId()), settings.maxCompletedTasksPerExecutor());
  }

  /** Takes the executor out if it is over. */
  void settle(Turn turn, ExecutorRun executor) {
    if (!executor.isOver()
        || population
            .executor(executor.run.framework(), executor.run.executor())
            .filter(e -> e == executor)
            .isEmpty()) {
      return;
    }
    if (executor.kind == Kind.DEFAULT) {
      exited(turn, executor, 0);
    }
    executor.state = ExecutorRun.State.ENDED;
    turn.add(new AgentEffect.Retire(executor.run));
    population.remove(executor);
    remember(executor);
    leave(turn);
  }

  /** Tells the master, which tells the framework. */
  void exited(Turn turn, ExecutorRun executor, int status) {
    if (executor.frameworkGone) {
      return;
    }
    ToMaster news =
        new ToMaster.ExecutorExited(executor.run.frameworkId(), executor.run.executorId(), status);
    if (agent.connected) {
      turn.add(new AgentEffect.Say(news));
    } else if (agent.unsaid.size() < MOST_UNSAID) {
      agent.unsaid.add(news);
    }
  }

  private void remember(ExecutorRun executor) {
    String framework = executor.run.framework();
    Deque<AgentView.ExecutorView> same =
        agent.completed.computeIfAbsent(framework, f -> new ArrayDeque<>());
    agent.completed.putLast(framework, same);
    same.addLast(AgentView.of(executor, agent.info));
    if (same.size() > settings.maxCompletedExecutorsPerFramework()) {
      same.removeFirst();
    }
    if (agent.completed.size() > settings.maxCompletedFrameworks()) {
      agent.completed.keySet().stream()
          .filter(each -> population.of(each).isEmpty())
          .findFirst()
          .ifPresent(agent.completed::remove);
    }
  }

  /** An agent that is leaving ends with its last executor. */
  void leave(Turn turn) {
    agent
        .leaving
        .filter(reason -> population.isEmpty())
        .ifPresent(
            reason -> {
              turn.add(new AgentEffect.ForgetAgent());
              turn.add(new AgentEffect.Stop(false, reason));
            });
  }
}
