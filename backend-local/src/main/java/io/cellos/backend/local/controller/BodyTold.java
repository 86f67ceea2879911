package io.cellos.backend.local.controller;

import io.cellos.backend.local.node.Fleet;
import io.cellos.coordination.BodyPlan;
import io.cellos.coordination.SharedStore;
import io.cellos.model.CellSpec;
import io.cellos.model.Role;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * What the nodes are told of the body. That it has fewer masters is told only when it has, because
 * masters that decide by majority start again then, and those that leave are still needed to drain.
 */
final class BodyTold {
  private final Supplier<CellSpec> spec;
  private final Fleet fleet;
  private final SharedStore store;
  private BodyPlan told;

  BodyTold(Supplier<CellSpec> spec, Fleet fleet, SharedStore store) {
    this.spec = spec;
    this.fleet = fleet;
    this.store = store;
  }

  /** Says what is new; costs little if nothing is. */
  synchronized void update() throws IOException {
    if (told == null) {
      told = BodyPlan.read(store);
    }
    CellSpec wanted = spec.get();
    int size = wanted.size(Role.STATELESS_BODY);
    boolean leaving = size < told.masters() && fleet.of(Role.STATELESS_BODY).size() > size;
    BodyPlan now = new BodyPlan(wanted.body(), leaving ? told.masters() : size);
    if (!now.equals(told)) {
      now.write(store);
      told = now;
    }
  }
}
