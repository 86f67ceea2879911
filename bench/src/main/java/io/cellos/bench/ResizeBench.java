package io.cellos.bench;

import io.cellos.base.process.ProcessRef;
import io.cellos.base.time.Deadline;
import io.cellos.base.time.Durations;
import io.cellos.it.ExhibitorView;
import io.cellos.it.Launcher;
import io.cellos.it.LiveCell;
import io.cellos.it.SteadyWriter;
import io.cellos.model.CellDescription;
import io.cellos.model.Role;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Resizes the nucleus and kills each member in turn while a client writes all the time. */
final class ResizeBench implements Bench.Benchmark {

  @Override
  public void run(Launcher launcher, Report report) throws IOException, InterruptedException {
    report.title("resize 1-3-5-3 and rolling kill under steady writes");
    try (LiveCell cell = LiveCell.create(launcher, "bench")) {
      ExhibitorView ensemble = new ExhibitorView(cell);
      try (SteadyWriter writer = new SteadyWriter(ensemble::connectString)) {
        double worst = 0;
        for (int size : List.of(3, 5, 3)) {
          writer.resetStall();
          Duration took =
              cell.run("scale", "nucleus", String.valueOf(size), "--yes").expectDone().took();
          report.line(
              "scale to " + size,
              "%s, longest stall %d ms"
                  .formatted(Durations.seconds(took), writer.longestStall().toMillis()));
          worst = Math.max(worst, writer.longestStall().toMillis() / 1000.0);
        }
        for (CellDescription.Node node : cell.nodes(Role.NUCLEUS)) {
          writer.resetStall();
          kill(cell, node);
          report.line(
              "kill -9 of nucleus-" + node.index() + ", healed",
              "longest stall %d ms".formatted(writer.longestStall().toMillis()));
          worst = Math.max(worst, writer.longestStall().toMillis() / 1000.0);
        }
        writer.end();
        report.line("writes acknowledged", writer.acknowledged());
        report.line("writes per second", "%.0f".formatted(writer.writesPerSecond()));
        report.line("acknowledged writes lost", writer.lost(ensemble.connectString()).size());
        report.goal("longest stall", worst, 3, "s");
      }
    }
  }

  private static void kill(LiveCell cell, CellDescription.Node node) throws InterruptedException {
    List<ProcessRef> before = cell.processes(node);
    before.forEach(process -> ProcessHandle.of(process.pid()).ifPresent(p -> p.destroyForcibly()));
    boolean healed =
        Deadline.in(Duration.ofMinutes(1))
            .await(
                Duration.ofMillis(100),
                () -> before.stream().noneMatch(ProcessRef::isAlive) && cell.isWhole());
    if (!healed) {
      throw new IllegalStateException("not healed: " + cell.run("list"));
    }
  }
}
