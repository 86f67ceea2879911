package io.cellos.bench;

import io.cellos.base.process.JavaCommand;
import io.cellos.coordination.zookeeper.LeaderDetector;
import io.cellos.coordination.zookeeper.ZkSource;
import io.cellos.coordination.zookeeper.ZooKeeperSession;
import io.cellos.it.Launcher;
import io.cellos.it.mesos.Framework;
import io.cellos.it.mesos.Mesos;
import io.cellos.protocols.mesos.LeaderInfo;
import io.cellos.protocols.mesos.WireException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.scheduler.Protos.Event;

/** The leading master killed, until its framework is offered resources by the next one. */
final class MesosFailoverBench implements Bench.Benchmark {
  private static final int KILLS = 20;
  private static final String NETWORK = "127.99.8";
  private static final String ZK = "zk://" + NETWORK + ".11:2181/mesos";

  private final BlockingQueue<URI> leaders = new LinkedBlockingQueue<>();

  @Override
  public void run(Launcher launcher, Report report) throws IOException, InterruptedException {
    report.title("leading master killed, " + KILLS + " times");
    JavaCommand java = launcher.java();
    try (BareEnsemble zooKeeper =
            BareEnsemble.serving(
                NETWORK, 1, BareEnsemble.CELLS_TICK, System.getProperty("java.class.path"));
        Mesos mesos = new Mesos(java);
        ZooKeeperSession session =
            ZooKeeperSession.open(ZkSource.parse(ZK), ZooKeeperSession.USUAL_TIMEOUT)) {
      Map<URI, Mesos.Member> masters = new HashMap<>();
      for (int index = 1; index <= 3; index++) {
        Mesos.Member master = mesos.master(NETWORK + "." + (20 + index), ZK, 128);
        masters.put(master.uri(), master);
      }
      mesos.agent(NETWORK + ".31", ZK, "cpus:4;mem:1024;disk:1024", 128);
      try (LeaderDetector detector = LeaderDetector.start(session, session.path(), this::hear)) {
        Sample sample = kill(mesos, masters);
        report.line("killed to offers of the next leader", sample);
        report.line("99th percentile", "%.2f s".formatted(sample.seconds(99)));
        report.line("floor: the session's timeout", "4.00 s");
        report.ratio("ratio to the floor", sample.seconds(99), 4);
        report.goal("99th percentile", sample.seconds(99), 5, "s");
      }
    }
  }

  private void hear(Optional<byte[]> leader) {
    leader.ifPresent(
        bytes -> {
          try {
            leaders.add(LeaderInfo.read(bytes).uri());
          } catch (WireException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private Sample kill(Mesos mesos, Map<URI, Mesos.Member> masters)
      throws IOException, InterruptedException {
    Sample sample = new Sample();
    Optional<FrameworkID> id = Optional.empty();
    URI leader = next();
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      id = Optional.of(offered(http, leader, id));
      for (int kill = 0; kill < KILLS; kill++) {
        masters.get(leader).kill();
        long begin = System.nanoTime();
        URI killed = leader;
        leader = next();
        offered(http, leader, id);
        sample.add(Duration.ofNanos(System.nanoTime() - begin));
        masters.put(killed, mesos.master(killed.getHost(), ZK, 128));
      }
    }
    return sample;
  }

  private URI next() throws IOException, InterruptedException {
    URI leader = leaders.poll(60, TimeUnit.SECONDS);
    if (leader == null) {
      throw new IOException("no leader in 60 s");
    }
    return leader;
  }

  /** Subscribes, again and again while it can't, and returns when an offer has come. */
  private static FrameworkID offered(HttpClient http, URI master, Optional<FrameworkID> id)
      throws IOException, InterruptedException {
    FrameworkInfo.Builder info =
        FrameworkInfo.newBuilder().setUser("root").setName("bench").setFailoverTimeout(600);
    id.ifPresent(info::setId);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      BlockingQueue<Event.Type> events = new LinkedBlockingQueue<>();
      try (Framework framework =
          Framework.subscribe(http, master, info.build(), event -> events.add(event.getType()))) {
        while (framework.failure().isEmpty()) {
          if (events.poll(50, TimeUnit.MILLISECONDS) == Event.Type.OFFERS) {
            return framework.id();
          }
        }
      } catch (IOException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
  }
}
