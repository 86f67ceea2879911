package io.cellos.bench;

import io.cellos.base.files.AtomicFiles;
import io.cellos.it.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the benchmarks named on the command line, or all of them. */
public final class Bench {
  /** One benchmark: it sets up what it needs, prints its figures, and leaves nothing behind. */
  interface Benchmark {
    void run(Launcher launcher, Report report) throws IOException, InterruptedException;
  }

  private static final Map<String, Benchmark> ALL = new LinkedHashMap<>();

  static {
    ALL.put("create", new CreateBench());
    ALL.put("formation", new FormationBench());
    ALL.put("replace", new ReplaceBench());
    ALL.put("resize", new ResizeBench());
    ALL.put("footprint", new FootprintBench());
    ALL.put("aws", new AwsBench());
    ALL.put("mesos-tasks", new MesosTasksBench());
    ALL.put("mesos-scale", new MesosScaleBench());
    ALL.put("mesos-offers", new MesosOffersBench());
    ALL.put("mesos-failover", new MesosFailoverBench());
    ALL.put("marathon-scale", new MarathonScaleBench());
    ALL.put("marathon-failover", new MarathonFailoverBench());
    ALL.put("marathon-upgrade", new MarathonUpgradeBench());
    ALL.put("marathon-large", new MarathonLargeBench());
  }

  private Bench() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    boolean all = arguments.length == 0 || arguments[0].equals("all");
    List<String> names = all ? List.copyOf(ALL.keySet()) : List.of(arguments);
    if (!ALL.keySet().containsAll(names)) {
      System.err.println("there are these benchmarks: " + String.join(", ", ALL.keySet()));
      System.exit(2);
    }
    Path home = Files.createTempDirectory("cell-os-bench");
    try {
      Launcher launcher = Launcher.of(home);
      launcher.run("--version").expectDone(); // builds if need be, so that no figure holds a build
      Report report = new Report(System.out);
      report.line("processors", Runtime.getRuntime().availableProcessors());
      report.line("java", Runtime.version());
      for (String name : names) {
        ALL.get(name).run(launcher, report);
      }
    } finally {
      AtomicFiles.deleteTree(home);
    }
  }
}
