package io.cellos.backend.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.backend.NodeTimeline;
import io.cellos.model.CellDescription;
import io.cellos.model.Health;
import io.cellos.model.NodeId;
import io.cellos.model.NodeState;
import io.cellos.model.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CriticalPathTest {
  private static final Instant T0 = Instant.parse("2026-11-23T04:00:00Z");

  private static NodeTimeline node(Role role, int index, String... events) {
    return new NodeTimeline(
        role,
        new CellDescription.Node(
            NodeId.parse("n-0000000" + index),
            index,
            "127.20.0.1" + index,
            null,
            NodeState.RUNNING,
            Health.HEALTHY),
        BootStepTest.events(events),
        Optional.empty());
  }

  private static List<String> legs(Optional<CriticalPath> path) {
    return path.orElseThrow().legs().stream()
        .map(leg -> leg.node() + " " + leg.step() + " " + leg.took().toMillis())
        .toList();
  }

  @Test
  void goesThroughTheBarrierToTheLastZooKeeper() {
    NodeTimeline first =
        node(
            Role.NUCLEUS,
            1,
            "register start 300",
            "register end 400",
            "zookeeper start 400",
            "zookeeper end 1500",
            "ready end 1600");
    NodeTimeline second =
        node(
            Role.NUCLEUS,
            2,
            "register start 350",
            "register end 450",
            "zookeeper start 450",
            "zookeeper end 2000",
            "ready end 2050");
    NodeTimeline body =
        node(
            Role.STATELESS_BODY,
            1,
            "register start 300",
            "register end 350",
            "zk-barrier start 350",
            "zk-barrier end 2100",
            "hello.provision_post start 2100",
            "hello.provision_post end 2500",
            "ready start 2500",
            "ready end 2600");

    Optional<CriticalPath> path = CriticalPath.of(T0, List.of(first, second, body));

    assertThat(legs(path))
        .containsExactly(
            "nucleus-2 launch 350",
            "nucleus-2 register 100",
            "nucleus-2 zookeeper 1550",
            "stateless-body-1 zk-barrier 100",
            "stateless-body-1 hello.provision_post 400",
            "stateless-body-1 ready 100");
    assertThat(path.orElseThrow().total()).isEqualTo(Duration.ofMillis(2600));
    assertThat(path.orElseThrow().legs().stream().mapToLong(l -> l.took().toMillis()).sum())
        .isEqualTo(2600);
  }

  @Test
  void staysOnANodeThatDidNotWaitAtTheBarrier() {
    NodeTimeline nucleus =
        node(Role.NUCLEUS, 1, "zookeeper start 100", "zookeeper end 900", "ready end 950");
    NodeTimeline slow =
        node(
            Role.MEMBRANE,
            1,
            "big.provision start 100",
            "big.provision end 5000",
            "zk-barrier start 5000",
            "zk-barrier end 5010",
            "ready end 5020");

    assertThat(legs(CriticalPath.of(T0, List.of(nucleus, slow))))
        .containsExactly(
            "membrane-1 launch 100",
            "membrane-1 big.provision 4900",
            "membrane-1 zk-barrier 10",
            "membrane-1 ready 10");
  }

  @Test
  void countsOnlyWhatHappenedSinceTheOrigin() {
    NodeTimeline old =
        node(Role.NUCLEUS, 1, "zookeeper start 100", "zookeeper end 900", "ready end 950");
    NodeTimeline added =
        node(Role.MEMBRANE, 2, "zk-barrier start 10100", "zk-barrier end 10200", "ready end 10300");

    assertThat(legs(CriticalPath.of(T0.plusSeconds(10), List.of(old, added))))
        .containsExactly(
            "membrane-2 launch 100", "membrane-2 zk-barrier 100", "membrane-2 ready 100");
    assertThat(CriticalPath.of(T0.plusSeconds(60), List.of(old, added))).isEmpty();
  }

  @Test
  void nothingWithoutAReadyNode() {
    assertThat(CriticalPath.of(T0, List.of(node(Role.NUCLEUS, 1, "zookeeper start 100"))))
        .isEmpty();
    assertThat(CriticalPath.of(T0, List.of())).isEmpty();
  }
}
