package io.cellos.marathon.core.view;

import io.cellos.marathon.core.deploy.DeploymentPlan;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.ReadinessCheck;
import java.util.List;
import java.util.Map;

/**
 * A deployment on its way.
 *
 * @param step the number of the current step, the first is 1
 * @param readiness results of the readiness checks of its apps
 */
public record RunningDeployment(
    DeploymentPlan plan, int step, Map<AppId, List<ReadinessCheck.Result>> readiness) {
  public RunningDeployment {
    readiness = Map.copyOf(readiness);
  }
}
