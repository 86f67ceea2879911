package io.cellos.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellos.base.process.ProcessRef;
import io.cellos.base.time.Deadline;
import io.cellos.model.CellDescription.Node;
import io.cellos.model.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Five minutes of faults in random order; the seed is printed, so that a failure can be had again.
 */
@Tag("long")
class LongFaultsTest {
  private static final Duration HOW_LONG = Duration.ofMinutes(5);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path home;

  @Test
  void noAcknowledgedWriteIsEverLost() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("LongFaultsTest: -Dseed=" + seed);
    Random random = new Random(seed);
    try (LiveCell cell =
            LiveCell.create(
                Launcher.of(home), "long", "--nucleus", "3", "--body", "0", "--membrane", "0");
        SteadyWriter writer = new SteadyWriter(new ExhibitorView(cell)::connectString)) {
      Deadline end = Deadline.in(HOW_LONG);
      while (!end.isPast()) {
        fault(cell, random);
        await().atMost(PATIENCE).until(cell::isWhole);
        int reached = writer.acknowledged() + 20;
        await().atMost(PATIENCE).until(() -> writer.acknowledged() >= reached);
      }
      writer.end();
      for (Node node : cell.nodes(Role.NUCLEUS)) {
        assertThat(writer.lost(node.privateIp() + ":2181")).as("seed " + seed).isEmpty();
      }
    }
  }

  private static void fault(LiveCell cell, Random random) {
    List<Node> nodes = cell.nodes(Role.NUCLEUS);
    Node victim = nodes.get(random.nextInt(nodes.size()));
    switch (random.nextInt(4)) {
      case 0 -> kill(cell.processes(victim).subList(0, 1));
      case 1 -> kill(cell.processes(victim));
      case 2 -> kill(nodes.stream().flatMap(node -> cell.processes(node).stream()).toList());
      default -> cell.run("scale", "nucleus", nodes.size() == 3 ? "5" : "3", "--yes").expectDone();
    }
  }

  private static void kill(List<ProcessRef> processes) {
    processes.forEach(p -> ProcessHandle.of(p.pid()).ifPresent(ProcessHandle::destroyForcibly));
    await().until(() -> processes.stream().noneMatch(ProcessRef::isAlive));
  }
}
