package io.cellos.mesos.agent.core;

/** Why a task is made to end. */
public enum Cause {
  /** Its framework asked for it. */
  KILL,
  /** It failed its health check. */
  HEALTH,
  /** It took longer than its max_completion_time. */
  COMPLETION,
  /** Another task of its group failed or was killed. */
  GROUP,
  /** The agent is drained. */
  DRAIN,
  /** Its executor was told to shut down. */
  SHUTDOWN
}
