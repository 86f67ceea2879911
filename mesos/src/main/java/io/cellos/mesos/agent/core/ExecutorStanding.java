package io.cellos.mesos.agent.core;

/** How a custom executor stands with the agent. */
public enum ExecutorStanding {
  UNKNOWN_FRAMEWORK,
  UNKNOWN_EXECUTOR,
  NOT_SUBSCRIBED,
  SUBSCRIBED
}
