package io.cellos.bench;

import io.cellos.it.Launcher;
import io.cellos.it.mesos.Mesos;
import java.io.IOException;
import java.time.Duration;
import org.apache.mesos.v1.Protos.TaskState;

/** 500 real processes at once on one real agent. */
final class MesosTasksBench implements Bench.Benchmark {
  private static final int TASKS = 500;
  private static final int RUNS = 3;
  private static final String MASTER = "127.99.6.1";
  private static final String AGENT = "127.99.6.2";

  @Override
  public void run(Launcher launcher, Report report) throws IOException, InterruptedException {
    report.title(TASKS + " command tasks (true) at once on one agent");
    try (Mesos mesos = new Mesos(launcher.java())) {
      Mesos.Member master = mesos.master(MASTER, "", 128);
      Mesos.Member agent =
          mesos.agent(
              AGENT, MASTER + ":5050", "cpus:64;mem:16384;disk:16384;ports:[31000-32000]", 128);
      Sample ours = new Sample();
      Sample floor = new Sample();
      int failed = 0;
      for (int run = 0; run < RUNS; run++) {
        floor.add(bare());
        TaskRush rush = new TaskRush(TASKS, TASKS, TaskState.TASK_FINISHED);
        ours.add(rush.run(master.uri()));
        failed += rush.failed();
      }
      report.line("all finished and acknowledged", ours);
      report.line("failed", failed);
      report.line("tasks/s", Math.round(TASKS / ours.seconds()));
      report.line("peer: Apache Mesos (documented)", "3.4 tasks/s, 221 of 500 failed");
      report.line("floor: sh -c true, one after another", floor);
      report.ratio("ratio to the floor", ours.seconds(), floor.seconds());
      report.line("memory of master and agent", ((master.memory() + agent.memory()) >> 20) + " MB");
      report.goal("time for a task", 1000 * ours.seconds() / TASKS, 10, "ms");
    }
  }

  private static Duration bare() throws IOException, InterruptedException {
    long begin = System.nanoTime();
    for (int task = 0; task < TASKS; task++) {
      new ProcessBuilder("sh", "-c", "true").start().waitFor();
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }
}
