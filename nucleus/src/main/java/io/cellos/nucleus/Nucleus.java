package io.cellos.nucleus;

import io.cellos.base.lifecycle.Closer;
import io.cellos.base.lifecycle.Loop;
import io.cellos.base.process.JavaCommand;
import io.cellos.coordination.SharedStore;
import io.cellos.nucleus.api.ExhibitorRest;
import io.cellos.nucleus.api.LocalMember;
import io.cellos.nucleus.api.StateLog;
import io.cellos.nucleus.membership.Ensemble;
import io.cellos.nucleus.membership.NucleusStore;
import io.cellos.nucleus.snapshot.SnapshotArchive;
import io.cellos.nucleus.zookeeper.MemberDirectory;
import io.cellos.protocols.exhibitor.ServerState;
import io.cellos.protocols.exhibitor.ServiceState;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One node of the nucleus: its ZooKeeper server, the REST on port 8181, and, while its server
 * leads, the driving of membership changes and snapshots for the whole ensemble.
 */
public final class Nucleus implements AutoCloseable {
  private final NucleusSettings settings;
  private final StateLog log = new StateLog();
  private final AtomicReference<MemberStatus> status =
      new AtomicReference<>(MemberStatus.initial());
  private final AtomicReference<Loop> memberLoop = new AtomicReference<>();
  private final Closer closer = new Closer();

  private Nucleus(NucleusSettings settings) {
    this.settings = settings;
  }

  /**
   * Begins to work and returns at once; {@link #waitingFor} tells how far it is.
   *
   * @throws io.cellos.base.error.CellException if the REST port is taken
   */
  public static Nucleus start(NucleusSettings settings, SharedStore shared, JavaCommand java) {
    Nucleus nucleus = new Nucleus(settings);
    try {
      nucleus.begin(new NucleusStore(shared), new SnapshotArchive(shared), java);
      return nucleus;
    } catch (RuntimeException e) {
      nucleus.close();
      throw e;
    }
  }

  /**
   * Later parts use earlier ones, so they are closed first. The REST comes last: ZooKeeper's
   * process starts meanwhile.
   */
  private void begin(NucleusStore store, SnapshotArchive archive, JavaCommand java) {
    MemberDirectory directory = MemberDirectory.at(settings.directory());
    LocalServer server =
        closer.add(
            new LocalServer(settings, java, directory, LocalServer.HANGS, this::serverEnded));
    MemberLoop member = new MemberLoop(settings, store, directory, archive, server, this::report);
    memberLoop.set(closer.add(Loop.start("nucleus-member", member)));
    LeaderLoop leader = closer.add(new LeaderLoop(settings, store, server, status::get));
    closer.add(Loop.start("nucleus-leader", leader));
    SnapshotLoop snapshots =
        new SnapshotLoop(settings, store, archive, directory, () -> status.get().leader());
    closer.add(Loop.start("nucleus-snapshots", snapshots));
    closer.add(ExhibitorRest.start(new Local(), log));
  }

  private void serverEnded() {
    Loop loop = memberLoop.get();
    if (loop != null) {
      loop.wake();
    }
  }

  private void report(MemberStatus next) {
    MemberStatus before = status.getAndSet(next);
    Instant now = Instant.now();
    if (before.state() != next.state()) {
      log.add(now, "State: " + next.state().description());
    }
    if (next.leader() && !before.leader()) {
      log.add(now, "This server leads");
    }
    String servers = next.record().map(Ensemble::connectString).orElse("");
    if (!servers.equals(before.record().map(Ensemble::connectString).orElse(""))) {
      log.add(now, "Servers: " + servers);
    }
  }

  /** Whether its ZooKeeper serves clients as a voting member. */
  public boolean isServing() {
    return status.get().waitingFor().isEmpty();
  }

  /** Whether its ZooKeeper leads the ensemble. */
  public boolean isLeading() {
    return status.get().leader();
  }

  /** What this node waits for, for people, after "waiting for"; empty while it serves. */
  public Optional<String> waitingFor() {
    return status.get().waitingFor();
  }

  /** Ends the REST, then ZooKeeper in order. Its data stays. Closing again does nothing. */
  @Override
  public void close() {
    closer.close();
  }

  /** What the REST sees of this. */
  private final class Local implements LocalMember {
    @Override
    public String host() {
      return settings.host();
    }

    @Override
    public ServerState state() {
      MemberStatus now = status.get();
      return ServerState.of(now.state(), now.state() == ServiceState.SERVING && now.leader());
    }

    @Override
    public Optional<Ensemble> ensemble() {
      return status.get().record();
    }

    @Override
    public boolean isServing() {
      return Nucleus.this.isServing();
    }
  }
}
