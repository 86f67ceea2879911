package io.cellos.marathon.core;

import io.cellos.marathon.core.group.GroupTree;
import io.cellos.marathon.core.view.MarathonView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Decides everything, one event after the other, in one thread. */
public final class MarathonCore {
  private final CoreSettings settings;
  private final Stored stored;

  /**
   * Goes on from what the last leader left.
   *
   * @param uuids gives random UUIDs
   */
  public MarathonCore(CoreSettings settings, Supplier<String> uuids, Stored stored, Instant now) {
    this.settings = settings;
    this.stored = stored;
  }

  /** What is to be done because of the event, in order. */
  public List<MarathonEffect> on(MarathonEvent event, Instant now) {
    return List.of(); // to be written
  }

  /** When a tick is wanted, whatever happens before. */
  public Optional<Instant> wakeAt() {
    return Optional.empty();
  }

  /** All that is known now; it does not change any more. */
  public MarathonView view() {
    return new MarathonView(
        new GroupTree(stored.root(), settings.newGroupsEnforceRole()),
        Map.of(),
        List.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        stored.framework(),
        Optional.empty());
  }
}
