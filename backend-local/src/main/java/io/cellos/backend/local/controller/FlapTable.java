package io.cellos.backend.local.controller;

import io.cellos.backend.local.group.Flaps;
import io.cellos.backend.local.group.Slot;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Remembers which places of groups lose their nodes again and again. */
final class FlapTable {
  private final ConcurrentHashMap<Slot, Flaps> flaps = new ConcurrentHashMap<>();

  Flaps died(Slot slot, Instant now) {
    return flaps.compute(slot, (key, before) -> (before == null ? Flaps.NONE : before).died(now));
  }

  /** Places that lost their node at least three times lately, and how often. */
  Map<Slot, Integer> restless(Instant now) {
    return flaps.entrySet().stream()
        .filter(entry -> entry.getValue().isRestless(now))
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().deaths()));
  }

  /** Lets a place begin anew, because a person asked for it. */
  void forgive(Slot slot) {
    flaps.remove(slot);
  }

  Map<Slot, Instant> notBefore() {
    return flaps.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().notBefore()));
  }
}
