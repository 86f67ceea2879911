package io.cellos.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.backend.CellEvent;
import io.cellos.backend.NodeTimeline;
import io.cellos.backend.progress.Progress;
import io.cellos.backend.testing.InMemoryBackend;
import io.cellos.backend.testing.ManualPace;
import io.cellos.cli.output.NextSteps;
import io.cellos.cli.output.Output;
import io.cellos.model.BootEvent;
import io.cellos.model.BootEvent.Kind;
import io.cellos.model.CellName;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimelineViewsTest {
  private static final CellName DEMO = CellName.parse("demo");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final InMemoryBackend backend =
      new InMemoryBackend(new ManualPace()).running("demo", 1, 0);

  private Output output(boolean terminal) {
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    return new Output(
        stream,
        stream,
        terminal,
        Map.of("NO_COLOR", "1", "TERM", "xterm"),
        new NextSteps(List.of()));
  }

  private Progress progress(BootEvent... events) {
    NodeTimeline node = backend.timeline(DEMO).getFirst();
    return new Progress(
        backend.describe(DEMO),
        List.of(new NodeTimeline(node.role(), node.node(), List.of(events), Optional.empty())),
        List.of(),
        List.of(),
        ManualPace.BEGIN.plusSeconds(10));
  }

  private static BootEvent event(String step, Kind kind, long millis) {
    return new BootEvent(step, kind, ManualPace.BEGIN.plusMillis(millis));
  }

  private List<String> printed() {
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    out.reset();
    return lines;
  }

  @Test
  void plainLinesAreOnlyEverAdded() {
    PlainTimeline view = new PlainTimeline(output(false), Instant.EPOCH);
    BootEvent start = event("zookeeper", Kind.START, 0);
    BootEvent retry = event("zookeeper", Kind.RETRY, 500);
    BootEvent end = event("zookeeper", Kind.END, 1300);

    view.show(progress(start));
    assertThat(printed()).containsExactly("nucleus-1          zookeeper start");
    view.show(progress(start));
    assertThat(printed()).isEmpty();
    view.show(progress(start, retry, end));
    assertThat(printed())
        .containsExactly(
            "nucleus-1          zookeeper retry              0.5s",
            "nucleus-1          zookeeper end                1.3s");
  }

  @Test
  void changesAreLinesOnceEach() {
    PlainTimeline view = new PlainTimeline(output(false), ManualPace.BEGIN);
    CellEvent early = new CellEvent(ManualPace.BEGIN.minusSeconds(1), "stack", "DELETE_COMPLETE");
    CellEvent begun = new CellEvent(ManualPace.BEGIN, "stack/Vpc", "CREATE_IN_PROGRESS");
    CellEvent done = new CellEvent(ManualPace.BEGIN.plusSeconds(1), "stack/Vpc", "CREATE_COMPLETE");

    view.show(with(progress(), early, begun));
    assertThat(printed()).containsExactly("stack/Vpc  CREATE_IN_PROGRESS");
    view.show(with(progress(), early, begun, done));
    assertThat(printed()).containsExactly("stack/Vpc  CREATE_COMPLETE");
  }

  private static Progress with(Progress progress, CellEvent... events) {
    return new Progress(
        progress.cell(), progress.nodes(), List.of(events), progress.problems(), progress.at());
  }

  @Test
  void plainLinesBeginAnewWhenTheNodeDoes() {
    PlainTimeline view = new PlainTimeline(output(false), Instant.EPOCH);
    view.show(progress(event("register", Kind.START, 0), event("register", Kind.END, 100)));
    printed();

    view.show(progress(event("register", Kind.START, 9000)));

    assertThat(printed()).containsExactly("nucleus-1          register start");
  }

  @Test
  void plainLinesLeaveOutWhatWasBefore() {
    PlainTimeline view = new PlainTimeline(output(false), ManualPace.BEGIN.plusSeconds(5));

    view.show(progress(event("register", Kind.END, 100), event("ready", Kind.END, 6000)));

    assertThat(printed()).containsExactly("nucleus-1          ready end                    0.0s");
  }

  @Test
  void theLiveViewGoesBackOverWhatItDrewAndStopsWhenClosed() {
    LiveTimeline view = new LiveTimeline(output(true), Instant.EPOCH);

    view.show(progress(event("register", Kind.START, 0)));
    assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("\u001b[2A");
    view.show(progress(event("register", Kind.END, 100)));
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("\u001b[2A\r");
    view.close();
    view.close();
    assertThat(out.toString(StandardCharsets.UTF_8)).endsWith("\u001b[?25h");
    out.reset();
    view.show(progress(event("register", Kind.END, 100)));
    assertThat(out.size()).isZero();
  }
}
