package io.cellos.bench;

import io.cellos.base.files.AtomicFiles;
import io.cellos.base.process.ProcessGroups;
import io.cellos.base.process.ProcessRef;
import io.cellos.base.time.Deadline;
import io.cellos.it.ExhibitorView;
import io.cellos.it.Launcher;
import io.cellos.it.LiveCell;
import io.cellos.model.CellDescription;
import io.cellos.model.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A nucleus node dies together with its disk; a new node takes its place in the ensemble. */
final class ReplaceBench implements Bench.Benchmark {
  private static final int RUNS = 5;

  @Override
  public void run(Launcher launcher, Report report) throws IOException, InterruptedException {
    report.title("a killed member replaced by a new node, nucleus 3");
    Sample replace = new Sample();
    try (LiveCell cell = LiveCell.create(launcher, "bench", "--nucleus", "3")) {
      for (int run = 0; run < RUNS; run++) {
        replace.add(replaceOne(cell, cell.nodes(Role.NUCLEUS).get(run % 3)));
      }
    }
    report.line("killed to new member votes and all healthy", replace);
    report.line("peer: Exhibitor at its fastest (documented)", "77 s");
    report.ratio("ratio", replace.seconds(), 77);
    report.goal("replace", replace.seconds(), 10, "s");
  }

  private static Duration replaceOne(LiveCell cell, CellDescription.Node victim)
      throws IOException, InterruptedException {
    Path disk = cell.home(victim).resolve("zookeeper");
    List<ProcessRef> processes = cell.processes(victim);
    long begin = System.nanoTime();
    AtomicFiles.deleteTree(disk);
    processes.forEach(
        process -> ProcessHandle.of(process.pid()).ifPresent(p -> p.destroyForcibly()));
    ProcessGroups.signal(processes.getFirst().pid(), ProcessGroups.Signal.KILL);
    AtomicFiles.deleteTree(disk);
    ExhibitorView ensemble = new ExhibitorView(cell);
    boolean replaced =
        Deadline.in(Duration.ofMinutes(2))
            .await(Duration.ofMillis(50), () -> ensemble.isWholeWithout(victim));
    if (!replaced) {
      throw new IllegalStateException("not replaced: " + cell.run("list"));
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }
}
