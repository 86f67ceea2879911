package io.cellos.backend.local.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.backend.NodeTimeline;
import io.cellos.backend.local.log.StoredEvent;
import io.cellos.model.BootEvent;
import io.cellos.model.CellDescription;
import io.cellos.model.CellStatus;
import io.cellos.model.Health;
import io.cellos.model.NodeId;
import io.cellos.model.NodeState;
import io.cellos.model.Role;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusPageTest {
  private static final Instant START = Instant.parse("2026-11-23T04:00:00Z");
  private static final CellDescription.Node NODE =
      new CellDescription.Node(
          NodeId.parse("n-00000001"), 1, "127.20.0.11", null, NodeState.FAILED, Health.UNHEALTHY);
  private static final CellDescription CELL =
      new CellDescription(
          "demo",
          "local",
          "local",
          "2.0.0",
          CellStatus.DEGRADED,
          START,
          List.of(new CellDescription.Group(Role.NUCLEUS, 3, List.of(NODE))),
          List.of(new CellDescription.LoadBalancer("demo-zookeeper", "http://127.20.0.2", 1, 3)),
          Map.of(),
          null);

  private static BootEvent event(String step, BootEvent.Kind kind, long millis) {
    return new BootEvent(step, kind, START.plusMillis(millis));
  }

  private static final NodeTimeline TIMELINE =
      new NodeTimeline(
          Role.NUCLEUS,
          NODE,
          List.of(
              event("register", BootEvent.Kind.START, 0),
              event("register", BootEvent.Kind.END, 500),
              event("hello.provision", BootEvent.Kind.START, 500),
              event("hello.provision", BootEvent.Kind.RETRY, 700),
              event("hello.provision", BootEvent.Kind.FAILED, 1500),
              event("zk-barrier", BootEvent.Kind.START, 1500),
              event("late", BootEvent.Kind.SKIPPED, 2000)),
          Optional.of("<script>alert(1)</script>"));

  @Test
  void everythingFromOutsideIsEscaped() {
    String page =
        StatusPage.html(
            CELL,
            List.of(TIMELINE),
            List.of(new StoredEvent(START, "nucleus-1", "a <b> & \"c\" 'd'", "secret log line")));
    assertThat(page)
        .doesNotContain("<script", "<b>", "secret log line")
        .contains("waits for &lt;script&gt;alert(1)&lt;/script&gt;")
        .contains("a &lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;")
        .contains("cell demo: DEGRADED", "nucleus: 1 of 3", "demo-zookeeper", "1 of 3")
        .doesNotContain("src=", "http-equiv=\"Content");
  }

  @Test
  void stepsBecomeBarsOnOneScale() {
    TimeScale scale = TimeScale.of(List.of(TIMELINE));
    assertThat(scale.steps(TIMELINE))
        .containsExactly(
            new TimeScale.Step("register", 0, 25, "0.5s", "done"),
            new TimeScale.Step("hello.provision", 25, 50, "1.0s", "failed"),
            new TimeScale.Step("zk-barrier", 75, 25, "0.5s", "open"));
  }

  @Test
  void aNodeThatHasNotReportedHasNoBars() {
    NodeTimeline none = new NodeTimeline(Role.NUCLEUS, NODE, List.of(), Optional.empty());
    assertThat(TimeScale.of(List.of(none)).steps(none)).isEmpty();
  }
}
