package io.cellos.backend.local.group;

import io.cellos.model.Role;

/**
 * The place of a node in its group; a new node takes the place of a dead one.
 *
 * @param index counted from 1
 */
public record Slot(Role role, int index) {
  @Override
  public String toString() {
    return role + "-" + index;
  }
}
