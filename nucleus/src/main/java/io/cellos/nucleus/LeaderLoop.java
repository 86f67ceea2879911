package io.cellos.nucleus;

import io.cellos.base.lifecycle.Loop;
import io.cellos.nucleus.core.Planner;
import io.cellos.nucleus.core.Step;
import io.cellos.nucleus.core.View;
import io.cellos.nucleus.membership.Ensemble;
import io.cellos.nucleus.membership.EveryMember;
import io.cellos.nucleus.membership.Goal;
import io.cellos.nucleus.membership.Member;
import io.cellos.nucleus.membership.NucleusStore;
import io.cellos.nucleus.zookeeper.EnsembleAdmin;
import io.cellos.nucleus.zookeeper.FourLetter;
import io.cellos.nucleus.zookeeper.ServerReply;
import io.cellos.nucleus.zookeeper.SuperUser;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * On the node whose own ZooKeeper leads: brings the ensemble toward the goal, one planned step at a
 * time. On every other node it does nothing.
 */
final class LeaderLoop implements Loop.Work, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LeaderLoop.class);
  private static final Duration BUSY = Duration.ofMillis(100);
  private static final Duration IDLE = Duration.ofMillis(500);
  private static final Duration PROBE = Duration.ofMillis(500);
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final NucleusSettings settings;
  private final NucleusStore store;
  private final LocalServer server;
  private final Supplier<MemberStatus> status;
  private EnsembleAdmin admin;
  private SuperUser adminUser;
  private String lastWait = "";

  LeaderLoop(
      NucleusSettings settings,
      NucleusStore store,
      LocalServer server,
      Supplier<MemberStatus> status) {
    this.settings = settings;
    this.store = store;
    this.server = server;
    this.status = status;
  }

  @Override
  public Duration once() throws IOException, InterruptedException {
    if (!status.get().leader()) {
      disconnect();
      return IDLE;
    }
    try {
      return lead();
    } catch (IOException e) {
      disconnect();
      throw e;
    }
  }

  private Duration lead() throws IOException, InterruptedException {
    Optional<NucleusStore.Seen> seen = store.seen();
    Optional<Goal> goal = store.goal();
    Optional<Member> self = seen.flatMap(s -> s.ensemble().member(settings.node()));
    if (goal.isEmpty() || self.isEmpty() || !server.runsAs(seen.get().ensemble(), self.get())) {
      disconnect();
      return store.pause(IDLE);
    }
    connect(self.get());
    Ensemble record = seen.get().ensemble();
    View view =
        new View(
            goal.get(),
            store.registrations(),
            record,
            admin.quorum(),
            self.get().serverId(),
            serving(record.members()));
    return store.pause(perform(Planner.plan(view), seen.get()));
  }

  private Duration perform(Step step, NucleusStore.Seen seen)
      throws IOException, InterruptedException {
    switch (step) {
      case Step.Nothing nothing -> {
        lastWait = "";
        return IDLE;
      }
      case Step.Wait wait -> {
        if (!wait.what().equals(lastWait)) {
          LOG.info("the ensemble waits for {}", wait.what());
          lastWait = wait.what();
        }
      }
      case Step.Write write -> {
        if (store.replace(Optional.of(seen), write.next())) {
          LOG.info("{}", write.why());
        }
      }
      case Step.Reconfigure change -> {
        LOG.info("reconfiguring: joining {}, leaving {}", change.joining(), change.leaving());
        admin.reconfigure(change);
      }
    }
    return BUSY;
  }

  /** The ids of those that serve; one that serves has all data up to now. */
  private static Set<Integer> serving(List<Member> members) throws InterruptedException {
    List<ServerReply> replies =
        EveryMember.ask(members, m -> FourLetter.srvr(m.host(), Member.CLIENT_PORT, PROBE));
    Set<Integer> serving = new HashSet<>();
    for (int i = 0; i < members.size(); i++) {
      if (replies.get(i).serving()) {
        serving.add(members.get(i).serverId());
      }
    }
    return serving;
  }

  private void connect(Member self) throws IOException, InterruptedException {
    Optional<SuperUser> user = server.superUser();
    if (user.isEmpty()) {
      throw new IOException("ZooKeeper has just ended");
    }
    if (admin == null || !user.get().equals(adminUser)) {
      disconnect();
      admin = EnsembleAdmin.connect(self, user.get(), CONNECT);
      adminUser = user.get();
    }
  }

  private void disconnect() {
    if (admin != null) {
      admin.close();
      admin = null;
    }
  }

  @Override
  public void close() {
    disconnect();
  }
}
