package io.cellos.bench;

import io.cellos.it.Launcher;
import io.cellos.it.mesos.Mesos;
import io.cellos.it.mesos.SimulatedAgents;
import java.io.IOException;
import java.time.Duration;

/** How far one app grows: Marathon's own scale test asks for 100,000 instances. */
final class MarathonLargeBench implements Bench.Benchmark {
  private static final int[] INSTANCES = {10_000, 30_000, 100_000};
  private static final int AGENTS = 1_000;
  private static final String NETWORK = "127.99.9";
  private static final String ZK = "zk://" + NETWORK + ".11:2181";
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final int HEAP_MEGABYTES = 4096;

  @Override
  public void run(Launcher launcher, Report report) throws IOException, InterruptedException {
    report.title("Marathon, one app of many instances, " + AGENTS + " simulated agents");
    try (BareEnsemble zooKeeper =
            BareEnsemble.serving(
                NETWORK, 1, BareEnsemble.CELLS_TICK, System.getProperty("java.class.path"));
        Mesos mesos = new Mesos(launcher.java())) {
      Mesos.Member master = mesos.master(NETWORK + ".21", ZK + "/mesos", HEAP_MEGABYTES);
      try (SimulatedAgents agents =
          SimulatedAgents.start(
              master.uri(), AGENTS, "cpus:16;mem:16384;disk:16384;ports:[31000-32000]")) {
        Mesos.Member marathon =
            mesos.marathon(NETWORK + ".31", ZK + "/mesos", ZK + "/marathon", HEAP_MEGABYTES);
        Services services = new Services(marathon.uri());
        services.awaitLeader(PATIENCE);
        services.awaitFramework(PATIENCE);
        for (int instances : INSTANCES) {
          long begin = System.nanoTime();
          services.client().put("/v2/apps//big?force=true", Services.app("/big", instances));
          String size = "to " + instances + " instances";
          try {
            services.awaitDeployed(PATIENCE);
            report.line(size, "%.1f s".formatted((System.nanoTime() - begin) / 1e9));
          } catch (IOException e) {
            report.line(size, "not in " + PATIENCE + ": " + services.running() + " run");
          }
          report.line(size + ", Marathon's memory", (marathon.memory() >> 20) + " MB");
          report.line(size + ", master's memory", (master.memory() >> 20) + " MB");
        }
      }
    }
  }
}
