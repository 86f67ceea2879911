package io.cellos.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.base.http.HttpCalls;
import io.cellos.base.json.Json;
import io.cellos.base.process.JavaCommand;
import io.cellos.it.Launcher;
import io.cellos.it.mesos.Mesos;
import io.cellos.it.mesos.SimulatedAgents;
import java.io.IOException;
import java.time.Duration;

/**
 * How long Marathon takes to deploy many instances of one app, and many apps, on agents that run
 * nothing; beside it the same number of tasks by a framework that does nothing but launch.
 */
final class MarathonScaleBench implements Bench.Benchmark {
  private static final int INSTANCES = 1_000;
  private static final int[] AGENTS = {100, 1_000, 5_000};
  private static final int MANY_APPS = 5_000;
  private static final String NETWORK = "127.99.6";
  private static final String ZK = "zk://" + NETWORK + ".11:2181";
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final int HEAP_MEGABYTES = 512;

  @Override
  public void run(Launcher launcher, Report report) throws IOException, InterruptedException {
    report.title("Marathon, 1 app of 1,000 instances and 1,000 apps of 1, simulated agents");
    JavaCommand java = launcher.java();
    for (int agents : AGENTS) {
      try (BareEnsemble zooKeeper =
              BareEnsemble.serving(
                  NETWORK, 1, BareEnsemble.CELLS_TICK, System.getProperty("java.class.path"));
          Mesos mesos = new Mesos(java)) {
        Mesos.Member master = mesos.master(NETWORK + ".21", ZK + "/mesos", 1024);
        try (SimulatedAgents simulated =
            SimulatedAgents.start(
                master.uri(), agents, "cpus:16;mem:16384;disk:16384;ports:[31000-32000]")) {
          measure(mesos, master, agents, report);
        }
      }
    }
  }

  private void measure(Mesos mesos, Mesos.Member master, int agents, Report report)
      throws IOException, InterruptedException {
    String size = agents + " agents: ";
    Duration bare = new TaskRush(INSTANCES, agents).run(master.uri());
    report.line(size + "floor: a bare framework's 1,000 tasks", seconds(bare));
    Mesos.Member first =
        mesos.marathon(NETWORK + ".31", ZK + "/mesos", ZK + "/marathon", HEAP_MEGABYTES);
    Services services = new Services(first.uri());
    services.awaitLeader(PATIENCE);
    services.awaitFramework(PATIENCE);
    services.client().post("/v2/apps", Services.app("/big", 0));
    services.awaitDeployed(PATIENCE);

    long calls = calls(master);
    long begin = System.nanoTime();
    services.client().put("/v2/apps//big", Services.app("/big", INSTANCES));
    services.awaitDeployed(PATIENCE);
    Duration one = since(begin);
    report.line(size + "1 app, 0 to 1,000 instances", seconds(one));
    report.line(size + "Marathon's requests to Mesos for it", calls(master) - calls);
    report.ratio(size + "ratio to the floor", (double) one.toNanos(), (double) bare.toNanos());
    if (agents == 1_000) {
      report.goal("1 app, 0 to 1,000 instances", one.toNanos() / 1e9, 10, "s");
    }

    calls = calls(master);
    begin = System.nanoTime();
    services.client().put("/v2/groups", Services.group("/many", INSTANCES, 1));
    services.awaitDeployed(PATIENCE);
    report.line(size + "1,000 apps of 1 instance", seconds(since(begin)));
    report.line(size + "Marathon's requests to Mesos for them", calls(master) - calls);
    require(services.running(), 2L * INSTANCES);
    report.line(size + "Marathon's memory", (first.memory() >> 20) + " MB");
    report.line(size + "master's memory", (master.memory() >> 20) + " MB");
    if (agents == 1_000) {
      manyApps(mesos, first, services, report);
    }
  }

  private void manyApps(Mesos mesos, Mesos.Member first, Services services, Report report)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    services.client().put("/v2/groups", Services.group("/rest", MANY_APPS - INSTANCES, 0));
    services.awaitDeployed(PATIENCE);
    report.line("to 5,000 apps, 4,000 more without instances", seconds(since(begin)));
    Sample list = new Sample();
    for (int i = 0; i < 5; i++) {
      begin = System.nanoTime();
      require(services.client().get("/v2/apps").path("apps").size(), MANY_APPS + 1);
      list.add(since(begin));
    }
    report.line("list of 5,000 apps", list);
    report.goal("list of 5,000 apps", list.seconds(), 1, "s");
    Mesos.Member second =
        mesos.marathon(NETWORK + ".32", ZK + "/mesos", ZK + "/marathon", HEAP_MEGABYTES);
    Services other = new Services(second.uri());
    other.awaitLeader(PATIENCE);
    first.kill();
    begin = System.nanoTime();
    Services.await(
        PATIENCE,
        "the next leader does not answer",
        () -> other.client().get("/v2/apps").path("apps").size() == MANY_APPS + 1);
    Duration failover = since(begin);
    report.line("5,000 apps, leader killed to the next one's list", seconds(failover));
    report.goal("failover with 5,000 apps", failover.toNanos() / 1e9, 10, "s");
    require(other.running(), 2L * INSTANCES);
  }

  /** How many calls of Marathons the master has counted. */
  private static long calls(Mesos.Member master) throws IOException {
    byte[] metrics =
        HttpCalls.get(master.uri().resolve("/metrics/snapshot"), Duration.ofSeconds(30)).body();
    return Json.read(metrics, JsonNode.class).properties().stream()
        .filter(metric -> metric.getKey().matches("master/frameworks/marathon/[^/]+/calls"))
        .mapToLong(metric -> metric.getValue().longValue())
        .sum();
  }

  private static void require(long is, long wanted) {
    if (is != wanted) {
      throw new IllegalStateException(is + " where there should be " + wanted);
    }
  }

  private static Duration since(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private static String seconds(Duration duration) {
    return "%.2f s".formatted(duration.toNanos() / 1e9);
  }
}
