package io.cellos.marathon.core;

import io.cellos.marathon.core.deploy.DeploymentPlan;

/** The answer to whoever asked for something. */
public sealed interface Verdict {
  /** It is stored; the deployment, unless it is empty or a dry run, goes on from here. */
  record Planned(DeploymentPlan plan) implements Verdict {}

  record Done() implements Verdict {}

  /**
   * Nothing was changed.
   *
   * @param reason what {@link MarathonEvent.TreeChange} threw, {@code InvalidObjectException},
   *     {@code Conflicts.LockedException}, or {@link java.util.NoSuchElementException} for a
   *     deployment, instance or queued app that there is not
   */
  record Refused(RuntimeException reason) implements Verdict {}
}
