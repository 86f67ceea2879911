package io.cellos.mesos.master.core.constraint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.scheduler.Protos.OfferConstraints;
import org.apache.mesos.v1.scheduler.Protos.OfferConstraints.RoleConstraints;

/**
 * Of which agents a framework wants offers at all. For each role there are groups of constraints;
 * one group is enough, and in it all must hold. A role without groups has every agent.
 *
 * @param given as the framework said it
 */
public record AgentConstraints(OfferConstraints given, Map<String, List<List<Constraint>>> groups) {
  public static final AgentConstraints NONE =
      new AgentConstraints(OfferConstraints.getDefaultInstance(), Map.of());

  public AgentConstraints {
    groups = Map.copyOf(groups);
  }

  /**
   * @param roles of the framework
   * @throws ConstraintException naming what is wrong, in Mesos' words
   */
  public static AgentConstraints of(OfferConstraints given, Set<String> roles)
      throws ConstraintException {
    Map<String, List<List<Constraint>>> groups = new HashMap<>();
    for (Map.Entry<String, RoleConstraints> role : given.getRoleConstraintsMap().entrySet()) {
      if (!roles.contains(role.getKey())) {
        throw new ConstraintException(
            "Offer constraints specify `role_constraints` for a role '%s' not contained in the set of"
                    .formatted(role.getKey())
                + " roles");
      }
      groups.put(role.getKey(), groups(role.getKey(), role.getValue()));
    }
    return new AgentConstraints(given, groups);
  }

  private static List<List<Constraint>> groups(String role, RoleConstraints given)
      throws ConstraintException {
    if (given.getGroupsCount() == 0) {
      throw new ConstraintException(
          "'OfferConstraints::role_constraints' has an empty 'RoleConstraints::groups' for role "
              + role);
    }
    List<List<Constraint>> groups = new ArrayList<>();
    for (RoleConstraints.Group each : given.getGroupsList()) {
      if (each.getAttributeConstraintsCount() == 0) {
        throw new ConstraintException(
            "'OfferConstraints::RoleConstraints::groups' for role %s contains an empty"
                    .formatted(role)
                + " RoleConstraints::Group");
      }
      List<Constraint> group = new ArrayList<>();
      for (var constraint : each.getAttributeConstraintsList()) {
        group.add(Constraint.of(role, constraint));
      }
      groups.add(List.copyOf(group));
    }
    return List.copyOf(groups);
  }

  public boolean isEmpty() {
    return groups.isEmpty();
  }

  /** Whether it wants offers of the agent in the role. */
  public boolean allow(String role, AgentInfo agent) {
    List<List<Constraint>> alternatives = groups.get(role);
    return alternatives == null
        || alternatives.stream()
            .anyMatch(group -> group.stream().allMatch(constraint -> constraint.holds(agent)));
  }
}
