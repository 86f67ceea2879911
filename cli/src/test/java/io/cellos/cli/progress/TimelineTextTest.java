package io.cellos.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.backend.progress.Progress;
import io.cellos.backend.testing.InMemoryBackend;
import io.cellos.backend.testing.ManualPace;
import io.cellos.model.CellName;
import io.cellos.model.CellSpec;
import io.cellos.model.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class TimelineTextTest {
  private static final CellName DEMO = CellName.parse("demo");

  private final ManualPace pace = new ManualPace();
  private final InMemoryBackend backend = new InMemoryBackend(pace);

  private void create(int nucleus, int body) {
    backend.create(
        new CellSpec(DEMO, Map.of(Role.NUCLEUS, nucleus, Role.STATELESS_BODY, body), List.of()),
        text -> {});
  }

  private List<String> after(long millis, int rows) throws InterruptedException {
    pace.pause(Duration.ofMillis(millis));
    Progress progress =
        new Progress(
            backend.describe(DEMO),
            backend.timeline(DEMO),
            backend.changeEvents(DEMO),
            backend.problems(DEMO),
            pace.now());
    return TimelineText.lines(progress, Instant.EPOCH, rows).stream()
        .map(line -> line.render(Ansi.OFF))
        .toList();
  }

  @Test
  void aLineANodeWithItsStepItsSecondsAndWhatItWaitsFor() throws InterruptedException {
    create(1, 1);

    assertThat(after(0, 20))
        .containsExactly(
            "demo  creating  0.0s  0 of 3 nodes ready",
            "  nucleus-1         starting",
            "  stateless-body-1  starting",
            "  membrane-1        starting");
    assertThat(after(700, 20))
        .containsExactly(
            "demo  creating  0.7s  0 of 3 nodes ready",
            "  nucleus-1         zookeeper             0.5s    waits for the ensemble",
            "  stateless-body-1  zk-barrier            0.5s    waits for the ensemble",
            "  membrane-1        zk-barrier            0.5s    waits for the ensemble");
    assertThat(after(800, 20))
        .contains(
            "demo  running  1.5s  3 of 3 nodes ready",
            "  nucleus-1         ready                 1.4s");
  }

  private List<String> withChanges(int rows, String... changes) throws InterruptedException {
    create(1, 0);
    for (String change : changes) {
      String[] words = change.split(" ", 2);
      backend.change(Duration.ZERO, words[0], words[1]);
    }
    return after(0, rows);
  }

  @Test
  void theInfrastructureIsShownUnderTheHeadingUntilItIsDone() throws InterruptedException {
    assertThat(
            withChanges(
                20,
                "stack/Vpc CREATE_IN_PROGRESS",
                "stack/Vpc CREATE_COMPLETE",
                "stack/Nucleus CREATE_IN_PROGRESS Resource creation Initiated"))
        .containsExactly(
            "demo  creating  0.0s  0 of 2 nodes ready",
            "  1 of 2 resources done",
            "  stack/Vpc  CREATE_IN_PROGRESS",
            "  stack/Vpc  CREATE_COMPLETE",
            "  stack/Nucleus  CREATE_IN_PROGRESS Resource creation Initiated",
            "  nucleus-1   starting",
            "  membrane-1  starting");
    assertThat(withChanges(20, "stack/Nucleus CREATE_COMPLETE"))
        .noneMatch(line -> line.contains("stack"));
  }

  @Test
  void onASmallTerminalOnlyTheNewestChangesAreShown() throws InterruptedException {
    assertThat(withChanges(6, "a CREATE_IN_PROGRESS", "b CREATE_FAILED no room"))
        .contains("  0 of 2 resources done", "  b  CREATE_FAILED no room")
        .hasSize(5);
  }

  @Test
  void aFailedStepStandsOut() throws InterruptedException {
    backend.failing("nucleus-1", "zookeeper");
    create(1, 0);

    assertThat(after(1300, 20)).contains("  nucleus-1   zookeeper failed      1.0s");
  }

  @Test
  void moreNodesThanRowsAreCountedTheReadyOnesFirst() throws InterruptedException {
    backend.stuck("stateless-body-30", "zk-barrier").problem("something is wrong");
    create(1, 30);

    List<String> lines = after(2000, 6);

    assertThat(lines)
        .containsExactly(
            "demo  creating  2.0s  31 of 32 nodes ready",
            "  nucleus-1          ready                 1.4s",
            "  stateless-body-1   ready                 1.4s",
            "  stateless-body-30  zk-barrier            1.8s    waits for the ensemble",
            "  … and 29 more",
            "  something is wrong");
  }

  @Test
  void nodesThatWereReadyBeforeAreOnlyCounted() throws InterruptedException {
    backend.running("demo", 3, 5);
    backend.scale(DEMO, Role.MEMBRANE, 2);
    Progress progress =
        new Progress(
            backend.describe(DEMO), backend.timeline(DEMO), List.of(), List.of(), pace.now());

    assertThat(TimelineText.lines(progress, pace.now(), 20))
        .extracting(line -> line.render(Ansi.OFF))
        .containsExactly("demo  degraded  0.0s  9 of 10 nodes ready", "  membrane-2  starting");
  }
}
