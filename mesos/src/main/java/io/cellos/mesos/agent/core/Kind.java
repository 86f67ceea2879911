package io.cellos.mesos.agent.core;

/** What stands between a task and its framework. */
public enum Kind {
  /** One task and its process; frameworks see an executor with the task's id. */
  COMMAND,
  /** Task groups, each task in a container inside the executor's; built into the agent. */
  DEFAULT,
  /** A program of the framework's own that speaks {@code /api/v1/executor}. */
  CUSTOM
}
