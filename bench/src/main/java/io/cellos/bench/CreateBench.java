package io.cellos.bench;

import io.cellos.it.Launcher;
import io.cellos.it.LiveCell;
import java.io.IOException;

/** From typing {@code cell create} to all nodes healthy, beside ZooKeeper started by hand. */
final class CreateBench implements Bench.Benchmark {
  private static final int RUNS = 5;

  @Override
  public void run(Launcher launcher, Report report) throws IOException, InterruptedException {
    measure(launcher, report, 1, 6);
    measure(launcher, report, 3, 8);
  }

  private static void measure(Launcher launcher, Report report, int nucleus, double goal)
      throws IOException, InterruptedException {
    report.title("create to all healthy, nucleus " + nucleus + ", body 1, membrane 1");
    Sample create = new Sample();
    Sample floor = new Sample();
    String classPath = System.getProperty("java.class.path");
    for (int run = 0; run < RUNS; run++) {
      floor.add(BareEnsemble.timeToServe("127.99.1", nucleus, classPath));
      try (LiveCell cell = new LiveCell(launcher, "bench")) {
        create.add(cell.run("create", "--nucleus", String.valueOf(nucleus)).expectDone().took());
      }
    }
    report.line("cell create", create);
    report.line("floor: bare ZooKeeper JVMs, nothing else", floor);
    report.ratio("ratio", create.seconds(), floor.seconds());
    report.goal("create", create.seconds(), goal, "s");
  }
}
