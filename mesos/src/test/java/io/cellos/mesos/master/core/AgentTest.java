package io.cellos.mesos.master.core;

import static io.cellos.mesos.master.core.FakeFramework.launch;
import static io.cellos.mesos.master.core.FakeFramework.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.mesos.link.ToMaster;
import io.cellos.protocols.mesos.Resources;
import java.util.List;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.DrainState;
import org.apache.mesos.v1.Protos.FrameworkInfo.Capability;
import org.apache.mesos.v1.Protos.MachineID;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TimeInfo;
import org.apache.mesos.v1.Protos.Unavailability;
import org.apache.mesos.v1.Protos.Value;
import org.apache.mesos.v1.maintenance.Protos.Schedule;
import org.apache.mesos.v1.maintenance.Protos.Window;
import org.apache.mesos.v1.master.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of tasks when their agent is away, comes back, drains or is gone. */
final class AgentTest {
  private final World world = new World();
  private final FakeFramework plain = new FakeFramework(world, "*").subscribe();
  private final FakeFramework aware =
      new FakeFramework(world, "*", Capability.Type.PARTITION_AWARE).subscribe();
  private final FakeAgent agent = new FakeAgent(world, "a", "cpus:4;mem:1024");

  /** One task of each framework, {@code p} and {@code w}, runs on the agent. */
  private void run() {
    world.seconds(1);
    for (FakeFramework framework : List.of(plain, aware, plain, aware)) {
      List<Offer> offers = framework.offers();
      if (!offers.isEmpty() && agent.tasks.size() < 2) {
        String id = framework == plain ? "p" : "w";
        Offer offer = offers.getLast();
        framework.accept(30, List.of(offer), launch(task(id, offer, "cpus:1;mem:64")));
        agent.obey();
        framework.acknowledge(agent.update(id, TaskState.TASK_RUNNING));
        world.seconds(1);
      }
    }
    agent.obey();
    plain.news();
    aware.news();
    assertThat(agent.tasks).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
"""
# what happens | plain framework                             | partition-aware framework
silence        | p TASK_LOST REASON_AGENT_REMOVED            | w TASK_UNREACHABLE REASON_AGENT_REMOVED
link lost      | p TASK_LOST REASON_AGENT_REMOVED            | w TASK_UNREACHABLE REASON_AGENT_REMOVED
unregister     | p TASK_LOST REASON_AGENT_REMOVED            | w TASK_GONE REASON_AGENT_REMOVED
gone           | p TASK_LOST REASON_AGENT_REMOVED            | w TASK_GONE_BY_OPERATOR REASON_AGENT_REMOVED_BY_OPERATOR
forgotten      | p TASK_LOST REASON_RECONCILIATION           | w TASK_DROPPED REASON_RECONCILIATION
""")
  void tasksEndWithTheirAgent(String what, String ofPlain, String ofAware) {
    run();
    switch (what) {
      case "silence" -> world.seconds(76);
      case "link lost" -> {
        agent.lose();
        world.seconds(76);
      }
      case "unregister" -> world.agentSays(agent.link, new ToMaster.Unregister());
      case "gone" -> {
        assertThat(gone(agent.id)).isEqualTo(new Verdict.Done());
        assertThat(agent.obey()).containsExactly("shutdown: Agent has been marked gone");
      }
      case "forgotten" -> {
        agent.lose();
        agent.tasks.clear();
        agent.join();
      }
      default -> throw new IllegalArgumentException(what);
    }
    assertThat(plain.news()).contains(ofPlain);
    assertThat(aware.news()).contains(ofAware);
    boolean stays = what.equals("forgotten");
    assertThat(world.view().agents()).hasSize(stays ? 1 : 0);
    world.view().frameworks().forEach(f -> assertThat(f.used()).isEqualTo(Resources.NONE));
  }

  private Verdict gone(AgentID id) {
    return world.operator(
        Call.newBuilder()
            .setType(Call.Type.MARK_AGENT_GONE)
            .setMarkAgentGone(Call.MarkAgentGone.newBuilder().setAgentId(id)));
  }

  @Test
  void aShortAbsenceChangesNothing() {
    run();
    agent.lose();
    assertThat(world.view().agents().getFirst().connected()).isFalse();
    world.seconds(60);
    agent.join();
    assertThat(world.view().agents().getFirst().used())
        .isEqualTo(World.resources("cpus:2;mem:128"));
    world.seconds(60);
    world.agentSays(agent.link, new ToMaster.Heartbeat());
    world.seconds(60);
    assertThat(plain.news()).doesNotContain("p TASK_LOST REASON_AGENT_REMOVED");
  }

  @Test
  void offersEndWithTheLink() {
    world.seconds(1);
    agent.lose();
    List<String> news = plain.news();
    news = news.getLast().equals("RESCIND") ? news : aware.news();
    assertThat(news).last().isEqualTo("RESCIND");
    assertThat(world.view().agents().getFirst().offered()).isEqualTo(Resources.NONE);
  }

  @Test
  void tasksOfAnUnreachableAgentRunOn() {
    run();
    agent.lose();
    world.seconds(80);
    assertThat(world.view().unreachable()).containsOnlyKeys(agent.id.getValue());
    assertThat(world.registry).containsKey("unreachable/" + agent.id.getValue());
    assertThat(world.view().frameworks())
        .allSatisfy(framework -> assertThat(framework.unreachable()).hasSize(1));
    plain.news();
    aware.news();
    agent.join();
    assertThat(plain.news()).contains("p TASK_RUNNING REASON_AGENT_REREGISTERED");
    assertThat(aware.news()).contains("w TASK_RUNNING REASON_AGENT_REREGISTERED");
    assertThat(world.view().unreachable()).isEmpty();
    assertThat(world.registry).doesNotContainKey("unreachable/" + agent.id.getValue());
    assertThat(world.view().agents().getFirst().used())
        .isEqualTo(World.resources("cpus:2;mem:128"));
    assertThat(world.view().frameworks())
        .allSatisfy(framework -> assertThat(framework.unreachable()).isEmpty());
  }

  @Test
  void goneIsForGood() {
    run();
    agent.lose();
    world.seconds(80);
    plain.news();
    aware.news();
    gone(agent.id);
    assertThat(aware.news())
        .containsExactly("w TASK_GONE_BY_OPERATOR REASON_AGENT_REMOVED_BY_OPERATOR");
    agent.join();
    assertThat(world.told(agent.link)).hasSize(1);
    assertThat(world.isClosed(agent.link)).isTrue();
    assertThat(world.view().agents()).isEmpty();
    assertThat(gone(agent.id)).isEqualTo(new Verdict.Done());
    assertThat(gone(AgentID.newBuilder().setValue("x").build()))
        .isInstanceOf(Verdict.NotFound.class);
  }

  @Test
  void killsAreSaidAgainToWhoWasAway() {
    run();
    agent.lose();
    plain.call(
        Protos.Call.newBuilder()
            .setType(Protos.Call.Type.KILL)
            .setKill(Protos.Call.Kill.newBuilder().setTaskId(TaskID.newBuilder().setValue("p"))));
    agent.join();
    world.seconds(1);
    assertThat(world.told(agent.link).stream().map(Object::getClass).map(Class::getSimpleName))
        .containsExactly("Registered", "KillTask");
  }

  @Test
  void portsCountAmongWhatItsFrameworkUses() {
    new FakeAgent(world, "b", "cpus:9;mem:1024;ports:[10-19]").join();
    world.seconds(1);
    for (FakeFramework framework : List.of(plain, aware)) {
      for (Offer offer : framework.offers()) {
        if (offer.getHostname().equals("b")) {
          framework.accept(
              30,
              List.of(offer),
              launch(
                  task("1", offer, "cpus:1;ports:[12-13]"),
                  task("2", offer, "cpus:1;ports:[14-14]")));
        }
      }
    }
    assertThat(world.view().frameworks())
        .filteredOn(framework -> !framework.tasks().isEmpty())
        .singleElement()
        .satisfies(
            framework ->
                assertThat(framework.used().ranges("ports"))
                    .containsExactly(Value.Range.newBuilder().setBegin(12).setEnd(14).build()));
  }

  @Test
  void drains() {
    run();
    assertThat(drain(false)).isEqualTo(new Verdict.Done());
    assertThat(agent.obey()).containsExactly("drain");
    assertThat(reactivate()).isInstanceOf(Verdict.Malformed.class);
    plain.acknowledge(agent.update("p", TaskState.TASK_KILLED));
    assertThat(state()).isEqualTo(DrainState.DRAINING);
    aware.acknowledge(agent.update("w", TaskState.TASK_KILLED));
    assertThat(state()).isEqualTo(DrainState.DRAINED);
    plain.news();
    aware.news();
    world.seconds(60);
    assertThat(plain.offers()).isEmpty();
    assertThat(aware.offers()).isEmpty();
    assertThat(reactivate()).isEqualTo(new Verdict.Done());
    assertThat(agent.obey()).endsWith("end drain");
    world.seconds(1);
    assertThat(plain.offers().size() + aware.offers().size()).isEqualTo(1);
  }

  @Test
  void drainsNoAgentOfTheMaintenanceSchedule() {
    plan(MachineID.newBuilder().setHostname("a").setIp("10.0.0.1"));
    assertThat(drain(false))
        .isEqualTo(
            new Verdict.Malformed(
                "Agent %s is part of a maintenance schedule under Machine %s (10.0.0.1)"
                    .formatted(agent.id.getValue(), "a")));
    plan();
    assertThat(drain(false)).isEqualTo(new Verdict.Done());
  }

  private void plan(MachineID.Builder... machines) {
    Schedule.Builder schedule = Schedule.newBuilder();
    for (MachineID.Builder machine : machines) {
      schedule.addWindows(
          Window.newBuilder()
              .addMachineIds(machine)
              .setUnavailability(
                  Unavailability.newBuilder().setStart(TimeInfo.newBuilder().setNanoseconds(1))));
    }
    assertThat(
            world.operator(
                Call.newBuilder()
                    .setType(Call.Type.UPDATE_MAINTENANCE_SCHEDULE)
                    .setUpdateMaintenanceSchedule(
                        Call.UpdateMaintenanceSchedule.newBuilder().setSchedule(schedule))))
        .isEqualTo(new Verdict.Done());
  }

  @Test
  void drainsForGood() {
    run();
    drain(true);
    plain.acknowledge(agent.update("p", TaskState.TASK_KILLED));
    aware.acknowledge(agent.update("w", TaskState.TASK_GONE_BY_OPERATOR));
    assertThat(world.view().gone()).containsOnlyKeys(agent.id.getValue());
    assertThat(agent.obey()).last().isEqualTo("shutdown: Agent has been marked gone");
  }

  @Test
  void drainingOutlivesTheLeader() {
    run();
    drain(false);
    world.lead();
    agent.tasks.clear();
    agent.join();
    assertThat(world.told(agent.link)).hasSize(2);
    assertThat(world.view().agents().getFirst().summary().getDeactivated()).isTrue();
    assertThat(state()).isEqualTo(DrainState.DRAINED);
  }

  private DrainState state() {
    return world.view().agents().getFirst().summary().getDrainInfo().getState();
  }

  private Verdict drain(boolean gone) {
    return world.operator(
        Call.newBuilder()
            .setType(Call.Type.DRAIN_AGENT)
            .setDrainAgent(Call.DrainAgent.newBuilder().setAgentId(agent.id).setMarkGone(gone)));
  }

  private Verdict reactivate() {
    return world.operator(
        Call.newBuilder()
            .setType(Call.Type.REACTIVATE_AGENT)
            .setReactivateAgent(Call.ReactivateAgent.newBuilder().setAgentId(agent.id)));
  }
}
