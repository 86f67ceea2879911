package io.cellos.marathon.core.launch.resource;

import io.cellos.marathon.model.Placement;
import java.util.Set;

/** Whose resources those are given that do not say whose they accept. */
public enum AcceptedRoles {
  /** Nobody's and those of their own role. */
  ANY,
  /** Only nobody's. */
  UNRESERVED,
  /** Only those of their own role. */
  RESERVED;

  Set<String> of(String role) {
    return switch (this) {
      case ANY ->
          role.equals(Placement.UNRESERVED) ? Set.of(role) : Set.of(role, Placement.UNRESERVED);
      case UNRESERVED -> Set.of(Placement.UNRESERVED);
      case RESERVED -> Set.of(role);
    };
  }
}
