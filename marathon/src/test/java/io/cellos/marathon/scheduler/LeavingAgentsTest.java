package io.cellos.marathon.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellos.marathon.testing.FakeMaster;
import io.cellos.protocols.mesos.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.DrainConfig;
import org.apache.mesos.v1.Protos.DrainInfo;
import org.apache.mesos.v1.Protos.DrainState;
import org.apache.mesos.v1.Protos.DurationInfo;
import org.apache.mesos.v1.Protos.MachineID;
import org.apache.mesos.v1.Protos.TimeInfo;
import org.apache.mesos.v1.Protos.Unavailability;
import org.apache.mesos.v1.maintenance.Protos.Schedule;
import org.apache.mesos.v1.maintenance.Protos.Window;
import org.apache.mesos.v1.master.Protos.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LeavingAgentsTest {
  private final FakeMaster master = new FakeMaster();
  private final List<Set<String>> told = new CopyOnWriteArrayList<>();

  @AfterEach
  void end() {
    master.close();
  }

  private static Response.GetAgents.Agent.Builder agent(String id, String host) {
    return Response.GetAgents.Agent.newBuilder()
        .setAgentInfo(
            AgentInfo.newBuilder().setId(AgentID.newBuilder().setValue(id)).setHostname(host))
        .setActive(true)
        .setVersion("1.11.0")
        .setPid("slave(1)@127.0.0.9:5051");
  }

  private static Response agents(Response.GetAgents.Agent.Builder... agents) {
    Response.GetAgents.Builder all = Response.GetAgents.newBuilder();
    for (Response.GetAgents.Agent.Builder agent : agents) {
      all.addAgents(agent);
    }
    return Response.newBuilder().setType(Response.Type.GET_AGENTS).setGetAgents(all).build();
  }

  private static long nanos(Duration fromNow) {
    return Instant.now().plus(fromNow).toEpochMilli() * 1_000_000;
  }

  private static Response window(String host, long startNanos, long nanos) {
    Unavailability time =
        Unavailability.newBuilder()
            .setStart(TimeInfo.newBuilder().setNanoseconds(startNanos))
            .setDuration(DurationInfo.newBuilder().setNanoseconds(nanos))
            .build();
    return Response.newBuilder()
        .setType(Response.Type.GET_MAINTENANCE_SCHEDULE)
        .setGetMaintenanceSchedule(
            Response.GetMaintenanceSchedule.newBuilder()
                .setSchedule(
                    Schedule.newBuilder()
                        .addWindows(
                            Window.newBuilder()
                                .addMachineIds(MachineID.newBuilder().setHostname(host))
                                .setUnavailability(time))))
        .build();
  }

  @Test
  void itIsToldWhenItChanges() {
    Response.GetAgents.Agent.Builder drained =
        agent("S2", "two")
            .setDrainInfo(
                DrainInfo.newBuilder()
                    .setState(DrainState.DRAINING)
                    .setConfig(DrainConfig.getDefaultInstance()));
    Endpoint endpoint = Endpoint.of(master.uri(), Duration.ofSeconds(5));
    master.agents(agents(agent("S1", "one"), agent("S2", "two")));
    try (LeavingAgents leaving =
        LeavingAgents.start(() -> Optional.of(endpoint), told::add, Duration.ofMillis(20))) {
      assertThat(leaving).isNotNull();
      master.agents(agents(agent("S1", "one"), drained));
      await().until(() -> told.contains(Set.of("S2")));
      master.agents(agents(agent("S1", "one").setDeactivated(true), drained));
      await().until(() -> told.contains(Set.of("S1", "S2")));
      master.agents(agents(agent("S1", "one"), agent("S3", "three")));
      await().until(() -> told.contains(Set.of()));
      master.schedule(window("THREE", nanos(Duration.ofMinutes(5)), 1));
      await().until(() -> told.contains(Set.of("S3")));
      master.schedule(window("one", 1, 1)); // is over
      await().until(() -> told.getLast().isEmpty());
      master.schedule(window("one", nanos(Duration.ofMinutes(-5)), Duration.ofHours(1).toNanos()));
      await().until(() -> told.getLast().equals(Set.of("S1")));
      master.schedule(window("three", nanos(Duration.ofDays(1)), 1)); // far away
      await().until(() -> told.getLast().isEmpty());
    }
    assertThat(told)
        .containsExactly(
            Set.of("S2"),
            Set.of("S1", "S2"),
            Set.of(),
            Set.of("S3"),
            Set.of(),
            Set.of("S1"),
            Set.of());
  }
}
