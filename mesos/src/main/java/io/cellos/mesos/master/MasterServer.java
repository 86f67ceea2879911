package io.cellos.mesos.master;

import com.google.protobuf.ByteString;
import io.cellos.base.http.HttpServers;
import io.cellos.base.lifecycle.Closer;
import io.cellos.base.lifecycle.Logs;
import io.cellos.coordination.zookeeper.LeaderDetector;
import io.cellos.coordination.zookeeper.LeaderElection;
import io.cellos.coordination.zookeeper.StateStore;
import io.cellos.coordination.zookeeper.ZkSource;
import io.cellos.coordination.zookeeper.ZooKeeperSession;
import io.cellos.mesos.master.api.Leadership;
import io.cellos.mesos.master.api.MasterApi;
import io.cellos.mesos.master.api.Site;
import io.cellos.mesos.master.core.MasterCore;
import io.cellos.mesos.master.core.MasterEvent;
import io.cellos.mesos.master.loop.Core;
import io.cellos.mesos.master.loop.MasterLoop;
import io.cellos.mesos.master.loop.Registry;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.mesos.v1.Protos.MasterInfo;
import org.apache.mesos.v1.Protos.WeightInfo;
import org.apache.mesos.v1.master.Protos.Call;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A master: it serves from the start, stands for election, and when it is elected goes on from what
 * the last leader left. A leader that leads no more, or may not, ends; who started it starts it
 * again.
 */
final class MasterServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MasterServer.class);

  /** A client that has read nothing for so long is cut off. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Clock CLOCK = Clock.systemUTC();

  private final MasterFlags flags;
  private final MasterInfo self;
  private final CompletableFuture<String> end = new CompletableFuture<>();
  private final Closer closer = new Closer();
  private volatile Leadership leadership = new Leadership.Nobody();

  private MasterServer(MasterFlags flags) {
    this.flags = flags;
    this.self = Identity.of(flags, UUID.randomUUID().toString());
  }

  /**
   * @throws io.cellos.base.error.CellException if the address and port can't be listened on
   * @throws IOException if it can't be read where ZooKeeper is
   */
  static MasterServer start(MasterFlags flags, MasterApi.Heartbeats heartbeats) throws IOException {
    MasterServer server = new MasterServer(flags);
    try {
      server.begin(heartbeats);
      return server;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private void begin(MasterApi.Heartbeats heartbeats) throws IOException {
    Site site =
        new Site(
            self,
            CLOCK.instant(),
            flags.all().values(),
            flags.roles(),
            flags.logDirectory().map(MasterServer::logFile).map(Logs::latest),
            () -> leadership);
    WebServer web = HttpServers.start(flags.ip(), flags.port(), MasterApi.paths(site, heartbeats));
    closer.add(web::stop);
    Optional<ZkSource> zookeeper = flags.zookeeper();
    if (zookeeper.isPresent()) {
      stand(zookeeper.get());
    } else {
      LOG.info("no --zk: stands alone, and keeps nothing");
      lead(Registry.NONE, Map.of());
    }
  }

  static Path logFile(Path directory) {
    return directory.resolve("mesos-master.log");
  }

  private void stand(ZkSource zookeeper) throws IOException {
    ZooKeeperSession session = closer.add(ZooKeeperSession.open(zookeeper, flags.sessionTimeout()));
    CompletableFuture<LeaderElection> joined = new CompletableFuture<>();
    LeaderElection election =
        LeaderElection.join(
            session,
            session.path(),
            Identity.write(self),
            json -> Identity.isEarlier(self, json),
            new LeaderElection.Contender() {
              @Override
              public void elected() {
                leadership = new Leadership.Recovering();
                Thread.ofPlatform()
                    .daemon()
                    .name("recovery")
                    .start(() -> recover(session, joined.join()));
              }

              @Override
              public void lost(String why) {
                stop("leads no more: " + why);
              }
            });
    closer.add(election);
    joined.complete(election);
    closer.add(LeaderDetector.start(session, session.path(), this::follow));
  }

  /** What the detector tells; who leads itself knows better. */
  private synchronized void follow(Optional<byte[]> leader) {
    Optional<MasterInfo> other =
        leader.flatMap(Identity::read).filter(info -> !info.getId().equals(self.getId()));
    switch (leadership) {
      case Leadership.Nobody _, Leadership.Other _ -> {
        leadership = other.<Leadership>map(Leadership.Other::new).orElseGet(Leadership.Nobody::new);
        other.ifPresent(info -> LOG.info("{} leads", info.getPid()));
      }
      case Leadership.Recovering _, Leadership.Leading _ -> {}
    }
  }

  private void recover(ZooKeeperSession session, LeaderElection election) {
    try {
      ZooKeeperRegistry registry =
          new ZooKeeperRegistry(
              StateStore.below(session, session.below("registry")).writtenBy(election));
      Map<String, ByteString> left = registry.load();
      LOG.info("leads, with {} entries in the registry", left.size());
      lead(registry, left);
    } catch (IOException | RuntimeException e) {
      LOG.error("could not begin to lead", e);
      stop("could not begin to lead: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void stop(String why) {
    leadership = new Leadership.Nobody();
    end.complete(why);
  }

  private void lead(Registry registry, Map<String, ByteString> left) {
    Instant now = CLOCK.instant();
    MasterCore core = new MasterCore(self, flags.settings(), left, now);
    boolean weighted = !core.view().weights().isEmpty();
    MasterLoop loop =
        closer.add(MasterLoop.start(Core.of(core), registry, CLOCK, PATIENCE, this::stop));
    if (!weighted && !flags.weights().isEmpty()) {
      setWeights(loop);
    }
    synchronized (this) {
      if (!end.isDone()) {
        leadership = new Leadership.Leading(loop, now);
      }
    }
  }

  /** As in Mesos: the flag's weights are the first ones, operators change them later. */
  private void setWeights(MasterLoop loop) {
    Call.UpdateWeights.Builder weights = Call.UpdateWeights.newBuilder();
    flags
        .weights()
        .forEach(
            (role, weight) ->
                weights.addWeightInfos(WeightInfo.newBuilder().setRole(role).setWeight(weight)));
    try {
      loop.submit(
          new MasterEvent.OperatorCall(
              0,
              Call.newBuilder()
                  .setType(Call.Type.UPDATE_WEIGHTS)
                  .setUpdateWeights(weights)
                  .build()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  MasterInfo self() {
    return self;
  }

  boolean isLeading() {
    return leadership instanceof Leadership.Leading;
  }

  /** Completes with the reason when this master must end. */
  CompletableFuture<String> end() {
    return end;
  }

  @Override
  public void close() {
    leadership = new Leadership.Nobody();
    closer.close();
  }
}
