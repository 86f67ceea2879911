package io.cellos.mesos.agent.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One event being handled: when it happened, and what is to be done because of it. */
final class Turn {
  final Instant now;
  private final List<AgentEffect> effects = new ArrayList<>();

  Turn(Instant now) {
    this.now = now;
  }

  void add(AgentEffect effect) {
    effects.add(effect);
  }

  List<AgentEffect> effects() {
    return List.copyOf(effects);
  }
}
