package io.cellos.mesos.master.core;

import io.cellos.mesos.link.ToMaster;
import io.cellos.protocols.mesos.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.FrameworkInfo.Capability;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.Offer.Operation;
import org.apache.mesos.v1.Protos.Resource.ReservationInfo;
import org.apache.mesos.v1.Protos.Task;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.master.Protos;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;

/** A cell in which anything may happen next, the same for the same seed. */
final class RandomCell {
  final World world = new World();
  private final Random random;
  private final List<FakeFramework> frameworks = new ArrayList<>();
  private final List<FakeAgent> agents = new ArrayList<>();
  private final List<Offer> open = new ArrayList<>();
  private int tasks;

  RandomCell(long seed) {
    random = new Random(seed);
    Capability.Type[] aware = {
      Capability.Type.PARTITION_AWARE, Capability.Type.RESERVATION_REFINEMENT
    };
    for (String role : List.of("*", "a", "a/b", "c")) {
      frameworks.add(
          (role.length() == 1
                  ? new FakeFramework(world, role, aware)
                  : new FakeFramework(world, role))
              .subscribe());
    }
    for (int i = 0; i < 4; i++) {
      agents.add(new FakeAgent(world, "h" + i, "cpus:8;mem:1000;disk:100;ports:[1000-1100]"));
    }
  }

  int launched() {
    return tasks;
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** Lets something happen, and says what. */
  String step() {
    int what = random.nextInt(100);
    FakeFramework framework = any(frameworks);
    FakeAgent agent = any(agents);
    String done =
        what < 35
            ? answer(framework)
            : what < 65
                ? progress(agent)
                : what < 75
                    ? pass()
                    : what < 80
                        ? reserve(agent)
                        : what < 84
                            ? reconnect(framework)
                            : what < 90 ? rejoin(agent) : rare(what, framework, agent);
    look();
    return done;
  }

  private String pass() {
    world.seconds(random.nextInt(4));
    agents.forEach(agent -> world.agentSays(agent.link, new ToMaster.Heartbeat()));
    return "time";
  }

  private String rare(int what, FakeFramework framework, FakeAgent agent) {
    return switch (what) {
      case 90 -> {
        framework.call(Call.Type.SUPPRESS);
        yield "suppress";
      }
      case 91, 92, 93 -> {
        framework.call(Call.Type.REVIVE);
        yield "revive";
      }
      case 94 -> {
        agent.lose();
        world.seconds(80);
        yield "an agent is unreachable";
      }
      case 95 -> lead();
      case 96 -> operate(agent, Protos.Call.Type.DEACTIVATE_AGENT);
      default -> operate(agent, Protos.Call.Type.REACTIVATE_AGENT);
    };
  }

  private String lead() {
    world.lead();
    open.clear();
    agents.forEach(FakeAgent::join);
    frameworks.forEach(FakeFramework::subscribe);
    return "a new leader";
  }

  private String operate(FakeAgent agent, Protos.Call.Type type) {
    AgentID id = agent.id;
    world.operator(
        Protos.Call.newBuilder()
            .setType(type)
            .setDeactivateAgent(Protos.Call.DeactivateAgent.newBuilder().setAgentId(id))
            .setReactivateAgent(Protos.Call.ReactivateAgent.newBuilder().setAgentId(id)));
    return type.name();
  }

  private String reserve(FakeAgent agent) {
    ReservationInfo reservation =
        ReservationInfo.newBuilder()
            .setType(ReservationInfo.Type.DYNAMIC)
            .setRole(random.nextBoolean() ? "a" : "c")
            .build();
    Resources part =
        World.resources("cpus:1;ports:[1000-" + (1000 + random.nextInt(9)) + "]")
            .pushReservation(reservation);
    boolean make = random.nextBoolean();
    Protos.Call.Builder call =
        Protos.Call.newBuilder()
            .setType(
                make ? Protos.Call.Type.RESERVE_RESOURCES : Protos.Call.Type.UNRESERVE_RESOURCES)
            .setReserveResources(
                Protos.Call.ReserveResources.newBuilder()
                    .setAgentId(agent.id)
                    .addAllResources(part.list()))
            .setUnreserveResources(
                Protos.Call.UnreserveResources.newBuilder()
                    .setAgentId(agent.id)
                    .addAllResources(part.list()));
    return (make ? "reserve " : "unreserve ") + world.operator(call);
  }

  private String reconnect(FakeFramework framework) {
    if (random.nextBoolean()) {
      framework.lose();
    }
    framework.subscribe();
    return "subscribe";
  }

  private String rejoin(FakeAgent agent) {
    if (random.nextBoolean()) {
      agent.lose();
    }
    agent.join();
    return "join";
  }

  private String answer(FakeFramework framework) {
    List<Offer> its = open.stream().filter(o -> o.getFrameworkId().equals(framework.id())).toList();
    if (its.isEmpty()) {
      return "no offer";
    }
    Offer offer = any(its);
    open.remove(offer);
    if (random.nextInt(4) == 0) {
      framework.decline(offer, random.nextInt(6));
      return "decline";
    }
    List<Operation> operations = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      String ports = random.nextBoolean() ? ";ports:[1050-" + (1050 + random.nextInt(9)) + "]" : "";
      operations.add(
          FakeFramework.launch(FakeFramework.task("t" + tasks++, offer, "cpus:1;mem:100" + ports)));
    }
    framework.accept(random.nextInt(3), List.of(offer), operations.toArray(Operation[]::new));
    return "launch";
  }

  /** A task on the agent goes on, or an update is said again. */
  private String progress(FakeAgent agent) {
    agent.obey();
    List<TaskStatus> waiting = agent.waiting();
    if (!waiting.isEmpty() && random.nextBoolean()) {
      TaskStatus again = any(waiting);
      agent.say(agent.tasks.get(again.getTaskId()).getFrameworkId(), again);
      return "again";
    }
    if (agent.tasks.isEmpty()) {
      return "no task";
    }
    Task task = any(List.copyOf(agent.tasks.values()));
    boolean ended = task.getState() == TaskState.TASK_FINISHED;
    if (!ended) {
      agent.update(
          task.getTaskId().getValue(),
          random.nextBoolean() ? TaskState.TASK_RUNNING : TaskState.TASK_FINISHED);
    }
    return "update";
  }

  /** Everybody takes what was said to them; frameworks acknowledge most of it. */
  private void look() {
    agents.forEach(FakeAgent::obey);
    for (FakeFramework framework : frameworks) {
      for (Event event : framework.events()) {
        open.addAll(event.getOffers().getOffersList());
        TaskStatus status = event.getUpdate().getStatus();
        if (status.hasUuid() && random.nextInt(4) > 0) {
          framework.acknowledge(status);
        }
      }
    }
    agents.forEach(FakeAgent::obey);
  }

  /** All tasks are finished and all that is pending is said and acknowledged. */
  void settle() {
    agents.forEach(FakeAgent::join);
    frameworks.forEach(FakeFramework::subscribe);
    for (int i = 0; i < 60; i++) {
      for (FakeAgent agent : agents) {
        agent.obey();
        List.copyOf(agent.tasks.values()).stream()
            .filter(task -> task.getState() != TaskState.TASK_FINISHED)
            .forEach(task -> agent.update(task.getTaskId().getValue(), TaskState.TASK_FINISHED));
        for (TaskStatus status : agent.waiting()) {
          agent.say(agent.tasks.get(status.getTaskId()).getFrameworkId(), status);
        }
      }
      look();
      if (agents.stream().allMatch(agent -> agent.tasks.isEmpty())) {
        return;
      }
    }
  }
}
