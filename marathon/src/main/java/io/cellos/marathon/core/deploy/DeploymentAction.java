package io.cellos.marathon.core.deploy;

import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.PodDefinition;
import io.cellos.marathon.model.RunSpec;
import java.util.List;

/** What a deployment does with one app or pod. */
public sealed interface DeploymentAction {
  RunSpec spec();

  /** It begins to exist, without instances; done at once. */
  record Start(RunSpec spec) implements DeploymentAction {}

  /**
   * It gets so many instances.
   *
   * @param toKill ids of instances that shall go, whatever the number
   */
  record Scale(RunSpec spec, int scaleTo, List<String> toKill) implements DeploymentAction {
    public Scale {
      toKill = List.copyOf(toKill);
    }
  }

  /** All its instances end, and it ceases to exist. */
  record Stop(RunSpec spec) implements DeploymentAction {}

  /** All its instances are replaced. */
  record Restart(RunSpec spec) implements DeploymentAction {}

  /** As clients see it, such as {@code ScaleApplication}. */
  default String name() {
    String verb =
        switch (this) {
          case Start _ -> "Start";
          case Scale _ -> "Scale";
          case Stop _ -> "Stop";
          case Restart _ -> "Restart";
        };
    return switch (spec()) {
      case AppDefinition _ -> verb + "Application";
      case PodDefinition _ -> verb + "Pod";
    };
  }
}
