package io.cellos.mesos.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.cellos.base.http.HttpCalls;
import io.cellos.base.json.Json;
import io.cellos.mesos.agent.container.cgroup.Limits;
import io.cellos.mesos.agent.testing.Tasks;
import io.cellos.mesos.agent.testing.TestMaster;
import io.cellos.mesos.link.ToAgent;
import io.cellos.mesos.link.ToMaster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.HealthCheck;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus.Reason;
import org.apache.mesos.v1.Protos.Volume;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What tasks get beside their process: files, checks, volumes. */
class PartsTest {
  @TempDir Path work;
  @TempDir Path elsewhere;
  private TestAgent agent;
  private TestMaster master;

  @BeforeEach
  void begin() throws Exception {
    agent = TestAgent.start(work);
    master = agent.master;
  }

  @AfterEach
  void end() {
    agent.close();
  }

  private static CommandInfo fetching(Path file, String command) {
    return CommandInfo.newBuilder()
        .setValue(command)
        .addUris(CommandInfo.URI.newBuilder().setValue("file://" + file))
        .build();
  }

  @Test
  void filesAreFetched() throws Exception {
    Path file = Files.writeString(elsewhere.resolve("data"), "fetched");
    agent.run(Tasks.task("t1").setCommand(fetching(file, "cat data")).build());
    master.awaitState("t1", TaskState.TASK_FINISHED);
    assertThat(agent.sandbox("t1").resolve("stdout")).hasContent("fetched");
    agent.run(Tasks.task("t2").setCommand(fetching(elsewhere.resolve("none"), "cat data")).build());
    ToMaster.Update end = master.awaitState("t2", TaskState.TASK_FAILED);
    assertThat(end.status().getReason()).isEqualTo(Reason.REASON_CONTAINER_LAUNCH_FAILED);
  }

  @Test
  void whoFailsItsHealthCheckIsKilled() {
    HealthCheck.Builder check =
        HealthCheck.newBuilder()
            .setType(HealthCheck.Type.COMMAND)
            .setCommand(CommandInfo.newBuilder().setValue("test -e well"))
            .setDelaySeconds(0)
            .setIntervalSeconds(0.2)
            .setGracePeriodSeconds(0)
            .setConsecutiveFailures(2);
    agent.run(
        Tasks.shell("t1", "touch well; sleep 1.5; rm well; sleep 300").toBuilder()
            .setHealthCheck(check)
            .build());
    ToMaster.Update end = master.awaitState("t1", TaskState.TASK_KILLED);
    assertThat(end.status().getHealthy()).isFalse();
    List<Boolean> told =
        master.updates("t1").stream()
            .filter(u -> u.status().getReason() == Reason.REASON_TASK_HEALTH_CHECK_STATUS_UPDATED)
            .map(u -> u.status().getHealthy())
            .toList();
    assertThat(told).containsSubsequence(true, false);
  }

  private String isolation() throws IOException {
    byte[] state = HttpCalls.get(agent.uri("/state"), Duration.ofSeconds(10)).body();
    return Json.tree(state).at("/flags/isolation").asText();
  }

  @Test
  void whoUsesMoreMemoryThanItHasIsEnded() throws IOException {
    Limits limits = Limits.detect("mesos", work);
    assumeThat(limits.enforced()).as(limits.describe()).isTrue();
    agent.run("t1", "tail /dev/zero");
    ToMaster.Update end = master.awaitState("t1", TaskState.TASK_FAILED);
    assertThat(end.status().getReason()).isEqualTo(Reason.REASON_CONTAINER_LIMITATION_MEMORY);
    assertThat(end.status().getMessage()).contains("Command", "emory");
    assertThat(isolation()).isEqualTo("cgroups/cpu,cgroups/mem");
  }

  @Test
  void whoeverAsksForNoLimitsIsTold() throws IOException {
    agent.stop();
    master.forget();
    agent.arguments.add("--isolation=posix/cpu,posix/mem");
    agent.start();
    master.awaitRegistered();
    assertThat(isolation()).isEqualTo("posix/cpu,posix/mem");
    agent.run("t1", "cat /proc/self/cgroup");
    master.awaitState("t1", TaskState.TASK_FINISHED);
    assertThat(agent.sandbox("t1").resolve("stdout")).content().doesNotContain("mesos");
  }

  private static Resource volume() {
    Resource.Builder volume = Tasks.scalar("disk", 10).toBuilder();
    volume.addReservationsBuilder().setType(Resource.ReservationInfo.Type.DYNAMIC).setRole("db");
    volume.getDiskBuilder().getPersistenceBuilder().setId("v1");
    volume.getDiskBuilder().getVolumeBuilder().setContainerPath("data").setMode(Volume.Mode.RW);
    return volume.build();
  }

  @Test
  void volumesOutliveTasksAndAgents() throws Exception {
    Resource kept = volume().toBuilder().clearAllocationInfo().build();
    Resource rest = Tasks.scalar("disk", 1014).toBuilder().clearAllocationInfo().build();
    Resource cpus = Tasks.scalar("cpus", 4).toBuilder().clearAllocationInfo().build();
    Resource mem = Tasks.scalar("mem", 1024).toBuilder().clearAllocationInfo().build();
    master.say(new ToAgent.SetResources(List.of(cpus, mem, rest, kept)));
    Path directory = work.resolve("volumes/roles/db/v1");
    await().until(() -> Files.isDirectory(directory));
    agent.run(Tasks.shell("t1", "echo once >data/file").toBuilder().addResources(volume()).build());
    master.awaitState("t1", TaskState.TASK_FINISHED);
    agent.stop();
    master.forget();
    agent.start();
    assertThat(master.awaitRegistered().total()).contains(kept, rest);
    agent.run(Tasks.shell("t2", "cat data/file").toBuilder().addResources(volume()).build());
    master.awaitState("t2", TaskState.TASK_FINISHED);
    assertThat(agent.sandbox("t2").resolve("stdout")).hasContent("once");
    Resource all = Tasks.scalar("disk", 1024).toBuilder().clearAllocationInfo().build();
    master.say(new ToAgent.SetResources(List.of(cpus, mem, all)));
    await().until(() -> !Files.exists(directory));
  }

  @Test
  void whoDoesNotReachItsMasterTriesAgain() {
    master.acknowledging(false);
    agent.run("t1", "true");
    ToMaster.Update first = master.awaitState("t1", TaskState.TASK_STARTING);
    master.forget();
    master.hangUp();
    assertThat(master.awaitRegistered().tasks()).hasSize(1);
    assertThat(master.awaitState("t1", TaskState.TASK_STARTING).status()).isEqualTo(first.status());
    master.acknowledging(true);
    master.acknowledge(first);
    master.awaitState("t1", TaskState.TASK_FINISHED);
  }
}
