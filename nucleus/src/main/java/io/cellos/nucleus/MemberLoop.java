package io.cellos.nucleus;

import io.cellos.base.lifecycle.Loop;
import io.cellos.model.NodeId;
import io.cellos.nucleus.core.Formation;
import io.cellos.nucleus.membership.Ensemble;
import io.cellos.nucleus.membership.Goal;
import io.cellos.nucleus.membership.Member;
import io.cellos.nucleus.membership.NucleusStore;
import io.cellos.nucleus.membership.Registration;
import io.cellos.nucleus.snapshot.SnapshotArchive;
import io.cellos.nucleus.zookeeper.MemberDirectory;
import io.cellos.nucleus.zookeeper.ServerReply;
import io.cellos.protocols.exhibitor.ServiceState;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Keeps this node what the record says it is: registers it, takes part in the formation, and runs
 * its ZooKeeper exactly while the record has the node as a member. So no server ever serves before
 * it belongs to the one agreed ensemble.
 */
final class MemberLoop implements Loop.Work {
  private static final Duration SOON = Duration.ofMillis(50);
  private static final Duration LATER = Duration.ofMillis(250);

  private final NucleusSettings settings;
  private final NucleusStore store;
  private final MemberDirectory directory;
  private final SnapshotArchive snapshots;
  private final LocalServer server;
  private final Consumer<MemberStatus> report;
  private boolean registered;
  private int acknowledged;
  private int released = 1;

  /**
   * @param report is told the status after each round
   */
  MemberLoop(
      NucleusSettings settings,
      NucleusStore store,
      MemberDirectory directory,
      SnapshotArchive snapshots,
      LocalServer server,
      Consumer<MemberStatus> report) {
    this.settings = settings;
    this.store = store;
    this.directory = directory;
    this.snapshots = snapshots;
    this.server = server;
    this.report = report;
  }

  @Override
  public Duration once() throws IOException {
    register();
    Optional<Ensemble> record = store.ensemble();
    Optional<Member> self = record.flatMap(ensemble -> ensemble.member(settings.node()));
    Optional<String> waiting;
    if (record.isEmpty()) {
      waiting = form();
    } else if (self.isEmpty()) {
      server.stop();
      acknowledge(record.get());
      waiting = Optional.of("admission to the ensemble");
    } else {
      waiting = serve(record.get(), self.get());
    }
    MemberStatus status = status(record, self, waiting);
    report.accept(status);
    return store.pause(status.waitingFor().isEmpty() ? LATER : SOON);
  }

  private void register() throws IOException {
    if (registered) {
      return;
    }
    boolean known =
        store.registrations().stream()
            .anyMatch(r -> r.node().equals(settings.node()) && r.host().equals(settings.host()));
    if (!known) {
      store.register(new Registration(settings.node(), settings.host(), Instant.now()));
    }
    registered = true;
  }

  private Optional<String> form() throws IOException {
    Optional<Goal> goal = store.goal();
    if (goal.isEmpty()) {
      return Optional.of("the size of the nucleus to be set");
    }
    List<Registration> registrations = store.registrations();
    Optional<Ensemble> first = Formation.propose(goal.get(), registrations);
    if (first.isEmpty()) {
      return Optional.of(Formation.missing(goal.get(), registrations));
    }
    store.replace(Optional.empty(), first.get()); // whoever was first, the next round reads it
    return Optional.of("the ensemble to be recorded");
  }

  private Optional<String> serve(Ensemble record, Member self) throws IOException {
    if (!server.runsAs(record, self)) {
      server.stop();
      if (!directory.belongsTo(record, self)) {
        directory.begin(record, self, seed(record, self));
      }
      acknowledge(record);
      Set<NodeId> running = runningOlder(record.generation());
      if (!running.isEmpty()) {
        return Optional.of(running + " to stop what they ran before the restore");
      }
    }
    server.keepRunning(record, self);
    return Optional.empty();
  }

  /**
   * Data is made out of nothing, or out of a snapshot, once for each member that votes from the
   * beginning of a generation. Whoever has acknowledged the generation had its data then; if it is
   * lost since, it must come from the others.
   */
  private MemberDirectory.Seed seed(Ensemble record, Member self) throws IOException {
    boolean first =
        self.kind() == Member.Kind.PARTICIPANT
            && !store.acknowledged(record.generation()).contains(settings.node());
    if (!first) {
      return MemberDirectory.NOTHING;
    }
    return record.restoredFrom() == null
        ? MemberDirectory.EMPTY_BUT_TRUSTED
        : data -> snapshots.unpack(record.restoredFrom(), data);
  }

  /** Declares that nothing of an older generation runs here. */
  private void acknowledge(Ensemble record) throws IOException {
    if (acknowledged != record.generation()) {
      store.acknowledge(record.generation(), settings.node());
      acknowledged = record.generation();
    }
  }

  /**
   * Servers of two generations must never meet: the older data is longer and would win. So the
   * first start in a new generation waits until every registered node has stopped the older one.
   */
  private Set<NodeId> runningOlder(int generation) throws IOException {
    if (generation <= released || store.isReleased(generation)) {
      released = generation;
      return Set.of();
    }
    Set<NodeId> running = new TreeSet<>();
    store.registrations().forEach(registration -> running.add(registration.node()));
    running.removeAll(store.acknowledged(generation));
    if (running.isEmpty()) {
      store.release(generation);
    }
    return running;
  }

  private MemberStatus status(
      Optional<Ensemble> record, Optional<Member> self, Optional<String> waiting)
      throws IOException {
    ServerReply reply = server.probe();
    ServiceState state =
        switch (reply) {
          case ServerReply.Serving s -> ServiceState.SERVING;
          case ServerReply.NotServing s -> ServiceState.NOT_SERVING;
          case ServerReply.Silent s ->
              server.isAlive()
                  ? ServiceState.NOT_SERVING
                  : self.isPresent() ? ServiceState.DOWN : ServiceState.LATENT;
        };
    Optional<String> why = waiting;
    if (why.isEmpty() && state != ServiceState.SERVING) {
      why = Optional.of(notServing(record.orElseThrow(), self.orElseThrow()));
    } else if (why.isEmpty() && self.orElseThrow().kind() == Member.Kind.OBSERVER) {
      why = Optional.of("a vote in the ensemble");
    }
    return new MemberStatus(state, reply.leading(), record, why);
  }

  private String notServing(Ensemble record, Member self) throws IOException {
    if (!server.isAlive()) {
      return "ZooKeeper to start";
    }
    if (self.kind() == Member.Kind.OBSERVER) {
      return "the leader's data";
    }
    return record.participants().size() == 1 && directory.isEmpty()
        ? "data: this only member lost its files; bring them back or restore a snapshot"
        : "the ensemble to elect a leader";
  }
}
