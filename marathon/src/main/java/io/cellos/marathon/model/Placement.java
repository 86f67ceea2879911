package io.cellos.marathon.model;

import java.util.Set;

/**
 * Which offers fit.
 *
 * @param role the role that the framework is subscribed in for this app or pod
 * @param acceptedResourceRoles of the offered resources; empty if all are
 */
public record Placement(
    String role, Set<String> acceptedResourceRoles, Set<Constraint> constraints) {
  public static final String UNRESERVED = "*";

  public Placement {
    Checks.require(!role.isEmpty(), "a role has a name");
    acceptedResourceRoles = Copies.set(acceptedResourceRoles);
    constraints = Copies.set(constraints);
  }
}
