package io.cellos.marathon;

import io.cellos.base.http.HttpServers;
import io.cellos.base.lifecycle.Closer;
import io.cellos.coordination.zookeeper.LeaderDetector;
import io.cellos.coordination.zookeeper.LeaderElection;
import io.cellos.coordination.zookeeper.StateStore;
import io.cellos.coordination.zookeeper.ZooKeeperSession;
import io.cellos.marathon.api.MarathonApi;
import io.cellos.marathon.core.Stored;
import io.cellos.marathon.metrics.Meters;
import io.cellos.marathon.service.Leadership;
import io.cellos.marathon.service.Site;
import io.cellos.marathon.state.Repository;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Marathon: it serves from the start, stands for election, and when it is elected goes on from
 * what the last leader left. A leader that leads no more, or may not, ends; who started it starts
 * it again.
 */
final class MarathonServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MarathonServer.class);

  private final MarathonFlags flags;
  private final Candidate self;
  private final CompletableFuture<String> end = new CompletableFuture<>();
  private final Meters meters;
  private final Closer closer = new Closer();
  private volatile Leadership leadership = new Leadership.Nobody();
  private boolean elected;

  private MarathonServer(MarathonFlags flags) {
    this.flags = flags;
    this.meters = new Meters(flags.all().get("metrics_name_prefix"));
    this.self = new Candidate(flags.self(), UUID.randomUUID().toString());
  }

  /**
   * @throws io.cellos.base.error.CellException if the address and port can't be listened on
   * @throws IOException if it can't be read where ZooKeeper is
   */
  static MarathonServer start(MarathonFlags flags) throws IOException {
    MarathonServer server = new MarathonServer(flags);
    try {
      server.begin();
      return server;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private void begin() throws IOException {
    Site site =
        new Site(
            flags.self(),
            flags.all().values(),
            flags.json(),
            Optional.of(flags.zookeeper().now().toString()),
            meters,
            () -> leadership);
    WebServer web = HttpServers.start(flags.address(), flags.port(), MarathonApi.paths(site));
    closer.add(web::stop);
    ZooKeeperSession session =
        closer.add(ZooKeeperSession.open(flags.zookeeper(), flags.sessionTimeout()));
    String place = session.below("leader");
    CompletableFuture<LeaderElection> joined = new CompletableFuture<>();
    LeaderElection election =
        LeaderElection.join(
            session, place, self.write(), self::isAfter, new Standing(session, joined));
    closer.add(election);
    joined.complete(election);
    closer.add(LeaderDetector.start(session, place, this::follow));
  }

  /** Hears of the election. */
  private final class Standing implements LeaderElection.Contender {
    private final ZooKeeperSession session;
    private final CompletableFuture<LeaderElection> election;

    Standing(ZooKeeperSession session, CompletableFuture<LeaderElection> election) {
      this.session = session;
      this.election = election;
    }

    @Override
    public void elected() {
      Thread.ofPlatform().daemon().name("recovery").start(() -> recover(session, election.join()));
    }

    @Override
    public void lost(String why) {
      stop("leads no more: " + why);
    }
  }

  /** What the detector tells; who leads itself knows better. */
  private synchronized void follow(Optional<byte[]> leader) {
    if (!elected) {
      Optional<Candidate> other =
          leader.flatMap(Candidate::read).filter(candidate -> !candidate.equals(self));
      other.ifPresent(candidate -> LOG.info("{} leads", candidate.url()));
      leadership =
          other
              .<Leadership>map(candidate -> new Leadership.Other(candidate.url()))
              .orElseGet(Leadership.Nobody::new);
    }
  }

  private void recover(ZooKeeperSession session, LeaderElection election) {
    synchronized (this) {
      elected = true;
      leadership = new Leadership.Nobody();
    }
    try {
      Repository repository =
          new Repository(
              StateStore.below(session, session.below("state")).writtenBy(election),
              flags.maxVersions());
      Stored stored = repository.load();
      LOG.info(
          "leads, with {} apps and pods, {} instances, {} deployments",
          stored.root().allRunSpecs().count(),
          stored.instances().size(),
          stored.deployments().size());
      Leader leader =
          closer.add(Leader.begin(flags, repository, stored, meters.mesos(), this::stop));
      synchronized (this) {
        if (!end.isDone()) {
          leadership = new Leadership.Leading(leader.service());
        }
      }
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

  boolean isLeading() {
    return leadership instanceof Leadership.Leading;
  }

  Leadership leadership() {
    return leadership;
  }

  /** Completes with the reason when this Marathon must end. */
  CompletableFuture<String> end() {
    return end;
  }

  @Override
  public void close() {
    leadership = new Leadership.Nobody();
    closer.close();
  }
}
