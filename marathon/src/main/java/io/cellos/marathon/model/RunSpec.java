package io.cellos.marathon.model;

import java.util.List;
import java.util.Map;

/** Something that instances can be launched of. */
public sealed interface RunSpec permits AppDefinition, PodDefinition {
  AppId id();

  int instances();

  /** The sum of what an instance needs. */
  Resources totalResources();

  Placement placement();

  Policies policies();

  List<Network> networks();

  Map<String, String> labels();

  /** Names of secrets and where they come from. */
  Map<String, String> secrets();

  VersionInfo versionInfo();

  RunSpec withInstances(int changed);

  RunSpec withVersionInfo(VersionInfo changed);

  /** Volumes that tie an instance to its agent. */
  List<Volume.Persistent> persistentVolumes();

  /** The fixed and the assigned (0) ports wanted of the agent. */
  List<Integer> hostPorts();

  default Timestamp version() {
    return versionInfo().version();
  }

  default String role() {
    return placement().role();
  }

  default boolean isResident() {
    return !persistentVolumes().isEmpty();
  }

  /** Whether running instances are of another configuration than the changed one. */
  boolean isUpgradedBy(RunSpec changed);

  /** Whether nothing but the number of instances differs. */
  default boolean isOnlyScaledBy(RunSpec changed) {
    return !isUpgradedBy(changed) && instances() != changed.instances();
  }

  /** Whether running instances must be replaced for the changed one, or are asked to be. */
  boolean needsRestartFor(RunSpec changed);
}
