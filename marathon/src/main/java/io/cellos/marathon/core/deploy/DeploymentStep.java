package io.cellos.marathon.core.deploy;

import java.util.List;

/** Actions that are done side by side; the next step waits for all of them. */
public record DeploymentStep(List<DeploymentAction> actions) {
  public DeploymentStep {
    actions = List.copyOf(actions);
  }
}
