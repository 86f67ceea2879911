package io.cellos.bench;

import io.cellos.it.Launcher;
import io.cellos.it.mesos.Mesos;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The leading Marathon is killed: how long until the API answers with the apps again. */
final class MarathonFailoverBench implements Bench.Benchmark {
  private static final int KILLS = 20;
  private static final String NETWORK = "127.99.7";
  private static final String ZK = "zk://" + NETWORK + ".11:2181";
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int MARATHONS = 3;

  @Override
  public void run(Launcher launcher, Report report) throws IOException, InterruptedException {
    report.title("leading Marathon killed, " + KILLS + " times");
    try (BareEnsemble zooKeeper =
            BareEnsemble.serving(
                NETWORK, 1, BareEnsemble.CELLS_TICK, System.getProperty("java.class.path"));
        Mesos mesos = new Mesos(launcher.java())) {
      mesos.master(NETWORK + ".21", ZK + "/mesos", 128);
      mesos.agent(NETWORK + ".22", ZK + "/mesos", "cpus:4;mem:1024;disk:1024", 128);
      List<Mesos.Member> marathons = new ArrayList<>();
      for (int index = 1; index <= MARATHONS; index++) {
        marathons.add(start(mesos, index));
      }
      Services services = new Services(marathons.getFirst().uri());
      services.awaitLeader(PATIENCE);
      services.awaitFramework(PATIENCE);
      services.client().post("/v2/apps", Services.app("/app", 2));
      services.awaitDeployed(PATIENCE);
      Sample sample = new Sample();
      for (int kill = 0; kill < KILLS; kill++) {
        sample.add(kill(mesos, marathons));
      }
      report.line("killed to the API's answer", sample);
      report.line("99th percentile", "%.2f s".formatted(sample.seconds(99)));
      report.line("floor: the session's timeout", "4.00 s");
      report.ratio("ratio to the floor", sample.seconds(99), 4);
    }
  }

  private static Mesos.Member start(Mesos mesos, int index)
      throws IOException, InterruptedException {
    return mesos.marathon(NETWORK + "." + (30 + index), ZK + "/mesos", ZK + "/marathon", 256);
  }

  private static Duration kill(Mesos mesos, List<Mesos.Member> marathons)
      throws IOException, InterruptedException {
    Services any = new Services(marathons.getFirst().uri());
    any.awaitLeader(PATIENCE);
    String leader = any.client().get("/v2/leader").path("leader").asText();
    int index = 0;
    while (!marathons.get(index).uri().getAuthority().equals(leader)) {
      index++;
    }
    Services other = new Services(marathons.get((index + 1) % MARATHONS).uri());
    marathons.get(index).kill();
    long begin = System.nanoTime();
    Services.await(
        PATIENCE,
        "the next leader does not answer",
        () -> other.client().get("/v2/apps//app").has("app"));
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    if (other.running() != 2) {
      throw new IllegalStateException("the app's tasks are not what they were");
    }
    marathons.set(index, start(mesos, index + 1));
    return took;
  }
}
