package io.cellos.marathon.core;

import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.InstanceId;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.RunSpec;
import io.cellos.marathon.model.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** What all parts of the core read and write. */
final class Books {
  private final CoreSettings settings;
  private final Supplier<String> uuids;
  private final Outbox out = new Outbox();
  private final Timers timers = new Timers();
  private final Roster roster = new Roster(out);
  private Group root;
  private Timestamp now;
  private Optional<String> localRegion = Optional.empty();

  Books(CoreSettings settings, Supplier<String> uuids, Group root, Instant now) {
    this.settings = settings;
    this.uuids = uuids;
    this.root = root;
    this.now = new Timestamp(now);
  }

  CoreSettings settings() {
    return settings;
  }

  String uuid() {
    return uuids.get();
  }

  Outbox out() {
    return out;
  }

  Timers timers() {
    return timers;
  }

  Roster roster() {
    return roster;
  }

  /** Everything there shall be. */
  Group root() {
    return root;
  }

  void root(Group changed) {
    root = changed;
    out.save(new MarathonEffect.SaveRoot(changed));
  }

  /** Where the master is that is subscribed with, if it says so. */
  Optional<String> localRegion() {
    return localRegion;
  }

  void localRegion(Optional<String> changed) {
    localRegion = changed;
  }

  /** When the event came that is being looked at. */
  Timestamp now() {
    return now;
  }

  void now(Instant changed) {
    now = new Timestamp(changed);
  }

  /** Adds instances that wait for offers. */
  void start(RunSpec spec, int count) {
    for (int i = 0; i < count; i++) {
      roster.put(Instance.scheduled(InstanceId.of(spec.id(), uuids.get()), spec, now));
    }
  }
}
