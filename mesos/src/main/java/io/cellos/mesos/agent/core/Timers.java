package io.cellos.mesos.agent.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What is to be done at which time; each thing has one time. */
final class Timers {
  enum What {
    /** The update is said again. */
    RESEND,
    /** The task's processes are killed. */
    ESCALATE,
    /** The task has had its time. */
    COMPLETE,
    /** The executor should have subscribed. */
    REGISTER,
    /** The executor should have ended. */
    SHUTDOWN
  }

  /**
   * @param id of the task or executor
   */
  record Key(What what, String framework, String id) {}

  private final Map<Key, Instant> times = new HashMap<>();
  private final TreeMap<Instant, Set<Key>> order = new TreeMap<>();

  void set(Key key, Instant time) {
    cancel(key);
    times.put(key, time);
    order.computeIfAbsent(time, t -> new LinkedHashSet<>()).add(key);
  }

  void cancel(Key key) {
    Instant time = times.remove(key);
    if (time != null) {
      Set<Key> same = order.get(time);
      same.remove(key);
      if (same.isEmpty()) {
        order.remove(time);
      }
    }
  }

  Optional<Instant> next() {
    return order.isEmpty() ? Optional.empty() : Optional.of(order.firstKey());
  }

  /** Takes out what is due, earliest first. */
  List<Key> due(Instant now) {
    List<Key> due = new ArrayList<>();
    while (!order.isEmpty() && !order.firstKey().isAfter(now)) {
      due.addAll(order.pollFirstEntry().getValue());
    }
    due.forEach(times::remove);
    return due;
  }
}
