package io.cellos.marathon.api;

import io.cellos.marathon.api.http.Exchange;
import io.cellos.marathon.api.http.Refusal;
import io.cellos.marathon.core.deploy.DeploymentPlan;
import io.cellos.marathon.core.group.GroupTree;
import io.cellos.marathon.core.instance.Condition;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.view.MarathonView;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Timestamp;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How tasks are to be killed.
 *
 * @param scale whether their apps shall have so many instances less
 * @param wipe whether they are forgotten with their reservations
 */
record Kills(boolean scale, boolean wipe, boolean force) {
  /**
   * @throws Refusal 400 if both scale and wipe are asked for
   */
  static Kills of(Exchange exchange) {
    Kills kills =
        new Kills(
            exchange.flag("scale", false),
            exchange.flag("wipe", false),
            exchange.flag("force", false));
    if (kills.scale && kills.wipe) {
      throw Refusal.badRequest("You cannot use scale and wipe at the same time.");
    }
    return kills;
  }

  /** Ends instances, and gives their apps so many less. */
  DeploymentPlan killAndScale(Calls calls, MarathonView view, Map<AppId, List<Instance>> instances)
      throws IOException, InterruptedException {
    Map<AppId, List<String>> toKill = new HashMap<>();
    for (Map.Entry<AppId, List<Instance>> some : instances.entrySet()) {
      if (view.instancesOf(some.getKey()).isEmpty()) {
        throw Refusal.unknown("Path", some.getKey().toString());
      }
      toKill.put(
          some.getKey(),
          some.getValue().stream()
              .filter(i -> i.condition().isActive() && i.condition() != Condition.KILLING)
              .map(instance -> instance.id().toString())
              .toList());
    }
    return calls.change(force, (tree, version) -> scaled(tree, toKill, version), toKill);
  }

  private static GroupTree scaled(
      GroupTree tree, Map<AppId, List<String>> toKill, Timestamp version) {
    GroupTree result = tree;
    for (Map.Entry<AppId, List<String>> some : toKill.entrySet()) {
      Optional<AppDefinition> app = result.root().app(some.getKey());
      if (app.isPresent()) {
        int left = Math.max(0, app.get().instances() - some.getValue().size());
        result = result.putApp(app.get().withInstances(left), version);
      }
    }
    return result;
  }
}
