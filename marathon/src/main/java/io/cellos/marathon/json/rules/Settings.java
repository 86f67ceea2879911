package io.cellos.marathon.json.rules;

import java.util.Optional;

/**
 * Flags of the program that decide what definitions mean.
 *
 * @param defaultNetworkName for container networks without a name
 * @param mesosBridgeName the name by which old definitions ask for the bridge
 * @param mesosRole the role of what has no other
 * @param newGroupsEnforceRole whether new top-level groups have everything in their own role
 */
public record Settings(
    Features features,
    Optional<String> defaultNetworkName,
    String mesosBridgeName,
    String mesosRole,
    boolean newGroupsEnforceRole) {
  public static final Settings DEFAULT =
      new Settings(Features.NONE, Optional.empty(), "mesos-bridge", "*", false);
}
