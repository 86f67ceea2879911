package io.cellos.mesos.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellos.base.http.HttpAnswer;
import io.cellos.coordination.testing.TestZooKeeper;
import io.cellos.mesos.testing.SimulatedAgent;
import io.cellos.mesos.testing.TestFramework;
import io.cellos.protocols.mesos.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Masters on a real ZooKeeper: one leads, the others point to it, the next one goes on. */
final class FailoverTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final FrameworkInfo INFO =
      FrameworkInfo.newBuilder()
          .setUser("u")
          .setName("survivor")
          .setFailoverTimeout(600)
          .setCheckpoint(true)
          .build();

  @TempDir Path directory;

  @Test
  void nextLeaderGoesOn() throws IOException, InterruptedException {
    try (TestZooKeeper zookeeper = TestZooKeeper.start(directory);
        TestMaster one = TestMaster.start("--zk=" + zookeeper.url("/mesos"), "--weights=a/b=3");
        TestMaster two = TestMaster.start("--zk=" + zookeeper.url("/mesos"))) {
      await().atMost(PATIENCE).until(() -> one.server().isLeading() || two.server().isLeading());
      TestMaster leader = one.server().isLeading() ? one : two;
      TestMaster other = leader == one ? two : one;
      await().atMost(PATIENCE).until(() -> other.get("/redirect").status() == 307);
      pointsTo(other, leader);
      leader.call(
          "{\"type\":\"UPDATE_QUOTA\",\"update_quota\":{\"quota_configs\":"
              + "[{\"role\":\"q\",\"limits\":{\"cpus\":{\"value\":7}}}]}}");
      leader.call(
          "{\"type\":\"UPDATE_WEIGHTS\",\"update_weights\":{\"weight_infos\":"
              + "[{\"role\":\"x/y\",\"weight\":5}]}}");
      SimulatedAgent agent = SimulatedAgent.start(leader.uri(), "host", "cpus:4;mem:1024");
      TestFramework framework = TestFramework.subscribe(leader.uri(), Wire.JSON, INFO);
      await().until(() -> framework.offer(offer -> true).isPresent());
      var offer = framework.offer(o -> true).orElseThrow();
      framework.launch(offer, List.of(TaskCycleTest.task(offer, "t")));
      await().until(() -> !framework.statuses().isEmpty());
      framework.acknowledge(framework.statuses().getFirst());
      leader.close();
      await().atMost(PATIENCE).until(() -> other.server().isLeading());
      goesOn(other, agent, framework);
      agent.close();
    }
  }

  private static void pointsTo(TestMaster other, TestMaster leader) throws IOException {
    String base = "//" + leader.uri().getHost() + ":" + leader.uri().getPort();
    assertThat(other.get("/redirect").header("Location")).contains(base);
    HttpAnswer scheduler = other.post("/api/v1/scheduler", "application/json", "{}");
    assertThat(scheduler.status()).isEqualTo(307);
    assertThat(scheduler.header("Location")).contains(base + "/api/v1/scheduler");
    for (String path : List.of("/api/v1", "/state", "/tasks?limit=1", "/weights", "/", "/quota")) {
      assertThat(other.get(path).header("Location")).as(path).contains(base + path);
    }
    assertThat(other.post("/cell-os/agent/link", "x", "").status()).isEqualTo(307);
    assertThat(other.get("/health").status()).isEqualTo(200);
    assertThat(other.json("/metrics/snapshot").get("master/elected").asDouble()).isZero();
    assertThat(leader.json("/metrics/snapshot").get("master/elected").asDouble()).isEqualTo(1);
  }

  private static void goesOn(TestMaster other, SimulatedAgent agent, TestFramework framework)
      throws IOException {
    assertThat(other.json("/quota").at("/configs/0/limits/cpus/value").asDouble()).isEqualTo(7);
    assertThat(other.json("/weights"))
        .anyMatch(w -> w.get("role").asText().equals("x/y") && w.get("weight").asDouble() == 5);
    assertThat(other.json("/state").at("/recovered_slaves/0/id").asText())
        .isEqualTo(agent.id().join().getValue());
    try (SimulatedAgent moved = agent.moveTo(other.uri())) {
      assertThat(moved.id().join()).isEqualTo(agent.id().join());
      FrameworkInfo again = INFO.toBuilder().setId(framework.id()).build();
      try (TestFramework back = TestFramework.subscribe(other.uri(), Wire.JSON, again)) {
        await().until(() -> back.has(Event.Type.SUBSCRIBED));
        assertThat(back.id()).isEqualTo(framework.id());
        assertThat(other.json("/state").at("/frameworks/0/tasks/0/state").asText())
            .isEqualTo(TaskState.TASK_RUNNING.name());
        await().until(() -> back.offer(offer -> true).isPresent());
      }
      assertThat(moved.heard()).noneMatch(io.cellos.mesos.link.ToAgent.Shutdown.class::isInstance);
    }
  }

  @Test
  void withoutALeaderNobodyIsServed() throws IOException, InterruptedException {
    try (TestZooKeeper zookeeper = TestZooKeeper.start(directory);
        TestMaster master = TestMaster.start("--zk=" + zookeeper.url("/mesos"))) {
      await().atMost(PATIENCE).until(() -> master.server().isLeading());
      zookeeper.kill();
      await().atMost(PATIENCE).until(() -> master.server().end().isDone());
      assertThat(master.get("/redirect").status()).isEqualTo(503);
      assertThat(master.post("/api/v1/scheduler", "application/json", "{}").status())
          .isEqualTo(503);
      assertThat(master.get("/health").status()).isEqualTo(200);
      assertThat(master.server().end().join()).contains("leads no more");
    }
  }
}
