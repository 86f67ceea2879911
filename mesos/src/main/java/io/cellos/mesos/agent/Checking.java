package io.cellos.mesos.agent;

import io.cellos.mesos.agent.core.AgentEffect;
import io.cellos.mesos.agent.core.TaskKey;

/** The checks of the tasks that run. */
final class Checking implements AutoCloseable {
  void start(AgentEffect.StartChecks checks) {}

  void stop(TaskKey task) {}

  @Override
  public void close() {}
}
