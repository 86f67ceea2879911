package io.cellos.mesos.agent;

import io.cellos.mesos.agent.check.Checker;
import io.cellos.mesos.agent.check.Target;
import io.cellos.mesos.agent.core.AgentEffect;
import io.cellos.mesos.agent.core.AgentEvent;
import io.cellos.mesos.agent.core.TaskKey;
import io.cellos.mesos.agent.launch.Launcher;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The checks of the tasks that run. */
final class Checking implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Checking.class);

  private final Launcher launcher;
  private final Consumer<AgentEvent> events;
  private final Map<TaskKey, List<Checker>> checkers = new HashMap<>();

  Checking(Launcher launcher, Consumer<AgentEvent> events) {
    this.launcher = launcher;
    this.events = events;
  }

  synchronized void start(AgentInfo agent, AgentEffect.StartChecks checks) {
    TaskKey key = checks.key();
    TaskInfo task = checks.launch().task().orElseThrow();
    stop(key);
    List<Checker> started = new ArrayList<>();
    try {
      Target target = launcher.target(agent, checks.launch());
      if (task.hasHealthCheck()) {
        started.add(
            Checker.health(
                task.getHealthCheck(),
                target,
                key.task(),
                checks.healthy(),
                health ->
                    events.accept(
                        new AgentEvent.HealthChanged(key, health.healthy(), health.kill()))));
      }
      if (task.hasCheck()) {
        started.add(
            Checker.general(
                task.getCheck(),
                target,
                key.task(),
                status -> events.accept(new AgentEvent.CheckChanged(key, status))));
      }
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("task {} is not checked: {}", key.task(), e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    checkers.put(key, started);
  }

  synchronized void stop(TaskKey task) {
    List<Checker> running = checkers.remove(task);
    if (running != null) {
      running.forEach(Checker::close);
    }
  }

  @Override
  public synchronized void close() {
    List.copyOf(checkers.keySet()).forEach(this::stop);
  }
}
