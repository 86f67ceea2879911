package io.cellos.backend.local;

import io.cellos.model.CellSpec;
import io.cellos.model.Role;
import io.cellos.model.UserModule;
import java.util.ArrayList;
import java.util.List;

/** Says how two descriptions of the same cell differ. */
final class SpecDifference {
  private SpecDifference() {}

  /**
   * @return one phrase for each difference; empty if there is none
   */
  static List<String> between(CellSpec there, CellSpec asked) {
    List<String> differences = new ArrayList<>();
    for (Role role : Role.values()) {
      if (there.size(role) != asked.size(role)) {
        differences.add(
            "it has %s %d, you ask for %d".formatted(role, there.size(role), asked.size(role)));
      }
    }
    if (!there.body().equals(asked.body())) {
      differences.add("it has the body %s, you ask for %s".formatted(there.body(), asked.body()));
    }
    for (UserModule module : there.modules()) {
      if (!asked.modules().contains(module)) {
        differences.add("it has module %s of %s".formatted(module.name(), module.path()));
      }
    }
    for (UserModule module : asked.modules()) {
      if (!there.modules().contains(module)) {
        differences.add("you ask for module %s of %s".formatted(module.name(), module.path()));
      }
    }
    if (differences.isEmpty() && !there.modules().equals(asked.modules())) {
      differences.add("its modules have another order");
    }
    return differences;
  }
}
