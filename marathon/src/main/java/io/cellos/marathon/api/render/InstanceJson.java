package io.cellos.marathon.api.render;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.json.tree.Trees;
import io.cellos.marathon.model.UnreachableStrategy;

/** An instance of a pod that is being killed. */
public final class InstanceJson {
  private InstanceJson() {}

  public static ObjectNode write(Instance instance) {
    ObjectNode object = Trees.object().put("instanceId", instance.id().toString());
    ObjectNode state =
        object
            .putObject("state")
            .put("condition", instance.condition().toString())
            .put("since", instance.since().toString());
    instance.activeSince().ifPresent(at -> state.put("activeSince", at.toString()));
    instance.healthy().ifPresent(healthy -> state.put("healthy", healthy));
    state.put(
        "goal",
        switch (instance.goal()) {
          case RUNNING -> "Running";
          case STOPPED -> "Stopped";
          case DECOMMISSIONED -> "Decommissioned";
        });
    instance
        .place()
        .ifPresent(
            place -> {
              ObjectNode agent =
                  object
                      .putObject("agentInfo")
                      .put("host", place.hostname())
                      .put("agentId", place.agentId());
              place.region().ifPresent(region -> agent.put("region", region));
              place.zone().ifPresent(zone -> agent.put("zone", zone));
              agent.putArray("attributes");
            });
    object.put("runSpecVersion", instance.spec().version().toString());
    switch (instance.spec().policies().unreachable()) {
      case UnreachableStrategy.Disabled() -> object.put("unreachableStrategy", "disabled");
      case UnreachableStrategy.Enabled enabled ->
          object
              .putObject("unreachableStrategy")
              .put("inactiveAfterSeconds", enabled.inactiveAfter().toSeconds())
              .put("expungeAfterSeconds", enabled.expungeAfter().toSeconds());
    }
    return object;
  }
}
