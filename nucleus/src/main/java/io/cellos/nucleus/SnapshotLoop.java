package io.cellos.nucleus;

import io.cellos.base.lifecycle.Loop;
import io.cellos.nucleus.membership.NucleusStore;
import io.cellos.nucleus.membership.SnapshotResult;
import io.cellos.nucleus.snapshot.SnapshotArchive;
import io.cellos.nucleus.zookeeper.MemberDirectory;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** On the leader's node: saves the data every so often, and whenever somebody asks for it. */
final class SnapshotLoop implements Loop.Work {
  private static final Duration LOOK = Duration.ofMillis(500);

  /** The first one of a new leader comes this soon, so that a young cell can be restored too. */
  private static final Duration FIRST = Duration.ofSeconds(60);

  private final NucleusSettings settings;
  private final NucleusStore store;
  private final SnapshotArchive archive;
  private final MemberDirectory directory;
  private final BooleanSupplier leading;
  private boolean led;
  private long due;

  SnapshotLoop(
      NucleusSettings settings,
      NucleusStore store,
      SnapshotArchive archive,
      MemberDirectory directory,
      BooleanSupplier leading) {
    this.settings = settings;
    this.store = store;
    this.archive = archive;
    this.directory = directory;
    this.leading = leading;
  }

  @Override
  public Duration once() throws IOException {
    boolean leads = leading.getAsBoolean();
    if (leads && !led) {
      Duration first =
          FIRST.compareTo(settings.snapshotEvery()) < 0 ? FIRST : settings.snapshotEvery();
      due = System.nanoTime() + first.toNanos();
    }
    led = leads;
    if (leads) {
      for (String id : store.snapshotRequests()) {
        store.answer(id, result());
      }
      if (System.nanoTime() - due >= 0) {
        due = System.nanoTime() + settings.snapshotEvery().toNanos();
        save();
      }
    }
    return store.pause(LOOK);
  }

  private SnapshotResult result() {
    try {
      return new SnapshotResult(save(), null);
    } catch (IOException e) {
      return new SnapshotResult(null, e.toString());
    }
  }

  private String save() throws IOException {
    String name = archive.save(directory.data(), directory.work());
    archive.keep(settings.snapshotsKept());
    return name;
  }
}
