package io.cellos.backend.aws.create;

import io.cellos.model.Role;

/** How a role is written in the names of template parameters: {@code StatelessBody}. */
final class RoleWord {
  private RoleWord() {}

  static String of(Role role) {
    return switch (role) {
      case NUCLEUS -> "Nucleus";
      case STATELESS_BODY -> "StatelessBody";
      case STATEFUL_BODY -> "StatefulBody";
      case MEMBRANE -> "Membrane";
    };
  }
}
