package io.cellos.marathon.core.deploy;

import java.util.Collection;
import java.util.List;

/** Deployments that do something with the same app or pod must not run at once. */
public final class Conflicts {
  /** A deployment is in the way of another; status 409. */
  public static final class LockedException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // an immutable list
    private final List<String> deployments;

    public LockedException(List<String> deployments) {
      super(
          "App is locked by one or more deployments. Override with the option '?force=true'."
              + " View details at '/v2/deployments/<DEPLOYMENT_ID>'.");
      this.deployments = List.copyOf(deployments);
    }

    /** The ids of those that are in the way. */
    public List<String> deployments() {
      return deployments;
    }
  }

  private Conflicts() {}

  /**
   * The running deployments that must be cancelled before the plan may begin.
   *
   * @param force whether they may be
   * @throws LockedException if there are some and they may not be cancelled
   */
  public static List<DeploymentPlan> toCancel(
      DeploymentPlan plan, Collection<DeploymentPlan> running, boolean force) {
    List<DeploymentPlan> found =
        running.stream().filter(other -> other.isAffectedBy(plan)).toList();
    if (!found.isEmpty() && !force) {
      throw new LockedException(found.stream().map(DeploymentPlan::id).toList());
    }
    return found;
  }
}
