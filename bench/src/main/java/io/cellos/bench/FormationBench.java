package io.cellos.bench;

import io.cellos.base.files.AtomicFiles;
import io.cellos.base.http.HttpCalls;
import io.cellos.base.json.Json;
import io.cellos.base.process.JavaCommand;
import io.cellos.base.process.ProcessGroups;
import io.cellos.base.process.ProcessRef;
import io.cellos.base.time.Deadline;
import io.cellos.coordination.DirectoryStore;
import io.cellos.it.Launcher;
import io.cellos.nucleus.membership.Goal;
import io.cellos.nucleus.membership.NucleusStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Three nucleus nodes started at once, until each lists all three and all serve. */
final class FormationBench implements Bench.Benchmark {
  private static final int RUNS = 5;
  private static final int SIZE = 3;
  private static final String NETWORK = "127.99.2";

  @Override
  public void run(Launcher launcher, Report report) throws IOException, InterruptedException {
    report.title("ensemble formation, 3 nodes, processes started to all serving and listed");
    JavaCommand java = launcher.java();
    Sample ours = new Sample();
    Sample floor = new Sample();
    for (int run = 0; run < RUNS; run++) {
      floor.add(BareEnsemble.timeToServe("127.99.1", SIZE, System.getProperty("java.class.path")));
      ours.add(form(java));
    }
    report.line("nucleus of 3", ours);
    report.line("floor: 3 bare ZooKeeper JVMs", floor);
    report.line("peer: Exhibitor at its fastest (documented)", "128 s");
    report.ratio("ratio to the floor", ours.seconds(), floor.seconds());
    report.goal("ratio", ours.seconds() / floor.seconds(), 2, "x");
  }

  private static Duration form(JavaCommand java) throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("formation");
    List<ProcessRef> nodes = new ArrayList<>();
    try {
      DirectoryStore store = DirectoryStore.open(directory.resolve("shared"));
      new NucleusStore(store).setGoal(new Goal(SIZE, Set.of()));
      long begin = System.nanoTime();
      for (int index = 1; index <= SIZE; index++) {
        nodes.add(startNode(java, directory, store, index));
      }
      Deadline patience = Deadline.in(Duration.ofMinutes(1));
      if (!patience.await(Duration.ofMillis(10), FormationBench::allServe)) {
        throw new IllegalStateException("the nucleus did not form: " + directory);
      }
      return Duration.ofNanos(System.nanoTime() - begin);
    } finally {
      nodes.forEach(node -> ProcessGroups.signal(node.pid(), ProcessGroups.Signal.KILL));
      AtomicFiles.deleteTree(directory);
    }
  }

  private static ProcessRef startNode(
      JavaCommand java, Path directory, DirectoryStore store, int index) throws IOException {
    Path home = AtomicFiles.directory(directory.resolve("nodes/n-0000000" + index));
    AtomicFiles.directory(home.resolve("logs"));
    Map<String, String> environment =
        Map.ofEntries(
            Map.entry("CELL_NAME", "bench"),
            Map.entry("CELL_ROLE", "nucleus"),
            Map.entry("CELL_VERSION", "2.0.0"),
            Map.entry("CELL_BACKEND", "local"),
            Map.entry("CELL_DIR", directory.toString()),
            Map.entry("NODE_ID", "n-0000000" + index),
            Map.entry("NODE_INDEX", String.valueOf(index)),
            Map.entry("NODE_NAME", "nucleus-" + index),
            Map.entry("NODE_IP", host(index)),
            Map.entry("NODE_HOME", home.toString()),
            Map.entry("CELL_SHARED", store.uri().toString()),
            Map.entry("CELL_SEED", AtomicFiles.directory(directory.resolve("seed")).toString()),
            Map.entry("CELL_MODULES", ""),
            Map.entry("PATH", "/usr/bin:/bin"),
            Map.entry("HOME", home.toString()));
    return ProcessGroups.start(
        java.of(64, Map.of(), io.cellos.node.NodeMain.class, "run"),
        home,
        environment,
        home.resolve("logs/out.log"));
  }

  private static String host(int index) {
    return NETWORK + "." + (10 + index);
  }

  private static boolean allServe() {
    for (int index = 1; index <= SIZE; index++) {
      try {
        URI status = URI.create("http://" + host(index) + ":8181/exhibitor/v1/cluster/status");
        var servers = Json.tree(HttpCalls.get(status, Duration.ofSeconds(2)).body());
        int serving = 0;
        for (var server : servers) {
          serving += server.get("code").asInt() == 3 ? 1 : 0;
        }
        if (serving != SIZE) {
          return false;
        }
      } catch (IOException | UncheckedIOException e) {
        return false;
      }
    }
    return true;
  }
}
