package io.cellos.marathon.core;

import com.google.protobuf.ByteString;
import io.cellos.protocols.mesos.Resources;
import io.cellos.protocols.mesos.WireException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.OfferID;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Resource.AllocationInfo;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.scheduler.Protos.Call;

/** A master and its agents, as far as a framework can tell. What it says is taken as events. */
final class FakeMesos {
  static final FrameworkID FRAMEWORK = FrameworkID.newBuilder().setValue("framework").build();

  /** An agent and what is free there. */
  static final class Agent {
    final String id;
    Resources free;
    boolean reachable = true;
    final Map<String, Instant> refused = new HashMap<>();

    Agent(String id, Resources free) {
      this.id = id;
      this.free = free;
    }
  }

  private record Offered(String agent, String role) {}

  private record FakeTask(String agent, TaskState state, Resources resources) {}

  final Map<String, Agent> agents = new LinkedHashMap<>();
  private final Map<String, FakeTask> tasks = new LinkedHashMap<>();
  private final Map<String, Offered> offered = new LinkedHashMap<>();
  private final Deque<MarathonEvent> said = new ArrayDeque<>();
  private final Set<String> unacknowledged = new HashSet<>();
  final List<Call> heard = new ArrayList<>();

  /** Whether tasks run as soon as they are launched, and end as soon as they are killed. */
  boolean quick = true;

  /** Whether what is accepted gets lost on the way. */
  boolean deaf;

  final Set<String> roles = new TreeSet<>(Set.of("*"));
  final Set<String> suppressed = new HashSet<>();
  private long count;

  Agent agent(String id, double cpus) {
    Agent agent = new Agent(id, resources(cpus));
    agents.put(id, agent);
    return agent;
  }

  private static Resources resources(double cpus) {
    try {
      return Resources.parse("cpus:" + cpus + ";mem:1000000;disk:1000000;ports:[31000-32000]", "*");
    } catch (WireException e) {
      throw new IllegalArgumentException(e);
    }
  }

  MarathonEvent subscribe(Set<String> inRoles) {
    roles.clear();
    roles.addAll(inRoles);
    said.clear();
    offered.clear();
    unacknowledged.clear();
    suppressed.clear();
    agents.values().forEach(agent -> agent.refused.clear());
    return new MarathonEvent.Subscribed(FRAMEWORK, Optional.empty());
  }

  /** The next thing it says; null if it has nothing to say. */
  MarathonEvent say(Instant now) {
    if (said.isEmpty()) {
      offer(now);
    }
    return said.poll();
  }

  private void offer(Instant now) {
    List<Offer> offers = new ArrayList<>();
    for (Agent agent : agents.values()) {
      Optional<String> role =
          roles.stream()
              .filter(name -> !suppressed.contains(name))
              .filter(name -> !agent.refused.getOrDefault(name, Instant.EPOCH).isAfter(now))
              .findFirst();
      boolean free = agent.reachable && !agent.free.isEmpty();
      if (free
          && role.isPresent()
          && offered.values().stream().noneMatch(other -> other.agent.equals(agent.id))) {
        String id = "offer-" + count++;
        offered.put(id, new Offered(agent.id, role.get()));
        offers.add(offer(id, agent.id, role.get(), agent.free));
      }
    }
    if (!offers.isEmpty()) {
      said.add(new MarathonEvent.Offered(offers));
    }
  }

  private static Offer offer(String id, String agent, String role, Resources resources) {
    return Offer.newBuilder()
        .setId(OfferID.newBuilder().setValue(id))
        .setFrameworkId(FRAMEWORK)
        .setAgentId(AgentID.newBuilder().setValue(agent))
        .setHostname("host-" + agent)
        .setAllocationInfo(AllocationInfo.newBuilder().setRole(role))
        .addAllResources(resources.allocate(role).list())
        .build();
  }

  void hear(Call call, Instant now) {
    heard.add(call);
    switch (call.getType()) {
      case ACCEPT -> accept(call.getAccept(), now);
      case DECLINE -> {
        double seconds = call.getDecline().getFilters().getRefuseSeconds();
        call.getDecline().getOfferIdsList().forEach(offer -> refuse(offer, now, seconds));
      }
      case REVIVE -> {
        for (String role : call.getRevive().getRolesList()) {
          suppressed.remove(role);
          agents.values().forEach(agent -> agent.refused.remove(role));
        }
      }
      case SUPPRESS -> suppressed.addAll(call.getSuppress().getRolesList());
      case UPDATE_FRAMEWORK -> {
        roles.clear();
        roles.addAll(call.getUpdateFramework().getFrameworkInfo().getRolesList());
      }
      case KILL -> kill(call.getKill().getTaskId().getValue());
      case ACKNOWLEDGE ->
          unacknowledged.remove(call.getAcknowledge().getUuid().toString(StandardCharsets.UTF_8));
      case RECONCILE -> reconcile(call.getReconcile());
      default -> throw new IllegalArgumentException("not expected: " + call);
    }
  }

  private void accept(Call.Accept accept, Instant now) {
    String id = refuse(accept.getOfferIds(0), now, accept.getFilters().getRefuseSeconds());
    if (deaf) {
      return;
    }
    Agent agent = id == null ? null : agents.get(id);
    for (Offer.Operation operation : accept.getOperationsList()) {
      List<TaskInfo> launched = new ArrayList<>(operation.getLaunch().getTaskInfosList());
      launched.addAll(operation.getLaunchGroup().getTaskGroup().getTasksList());
      if (agent == null || !agent.reachable) {
        launched.forEach(
            task ->
                tell(
                    task.getTaskId().getValue(),
                    task.getAgentId().getValue(),
                    TaskState.TASK_DROPPED,
                    false,
                    TaskStatus.Reason.REASON_INVALID_OFFERS));
      } else if (launched.isEmpty()) {
        agent.free = changed(agent.free, operation);
      } else {
        launched.forEach(task -> launch(agent, task));
      }
    }
  }

  private static Resources changed(Resources free, Offer.Operation operation) {
    switch (operation.getType()) {
      case RESERVE -> {
        Resources reserved = of(operation.getReserve().getResourcesList());
        return minus(free, reserved.popReservation()).plus(reserved);
      }
      case UNRESERVE -> {
        Resources reserved = of(operation.getUnreserve().getResourcesList());
        return minus(free, reserved).plus(reserved.popReservation());
      }
      case CREATE -> {
        Resources volumes = of(operation.getCreate().getVolumesList());
        return minus(free, volumes.map(FakeMesos::disk)).plus(volumes);
      }
      case DESTROY -> {
        Resources volumes = of(operation.getDestroy().getVolumesList());
        return minus(free, volumes).plus(volumes.map(FakeMesos::disk));
      }
      default -> throw new IllegalArgumentException("not expected: " + operation);
    }
  }

  private static Resources of(List<Resource> resources) {
    return Resources.of(resources).unallocate();
  }

  private static Resource disk(Resource volume) {
    return volume.toBuilder().clearDisk().build();
  }

  private static Resources minus(Resources all, Resources part) {
    if (!all.contains(part)) {
      throw new IllegalStateException(part + " is not in " + all);
    }
    return all.minus(part);
  }

  private void launch(Agent agent, TaskInfo task) {
    String id = task.getTaskId().getValue();
    if (tasks.containsKey(id)) {
      throw new IllegalStateException(id + " is launched twice");
    }
    Resources used = of(task.getResourcesList());
    agent.free = minus(agent.free, used);
    tasks.put(id, new FakeTask(agent.id, TaskState.TASK_STAGING, used));
    if (quick) {
      update(id, TaskState.TASK_STARTING);
      update(id, TaskState.TASK_RUNNING);
    }
  }

  private String refuse(OfferID offer, Instant now, double seconds) {
    Offered was = offered.remove(offer.getValue());
    if (was == null) {
      return null;
    }
    agents
        .get(was.agent)
        .refused
        .put(was.role, now.plus(Duration.ofMillis((long) (seconds * 1000))));
    return was.agent;
  }

  private void kill(String task) {
    FakeTask known = tasks.get(task);
    if (known != null && quick && agents.get(known.agent).reachable) {
      update(task, TaskState.TASK_KILLED);
    }
  }

  private void reconcile(Call.Reconcile asked) {
    if (asked.getTasksCount() == 0) {
      tasks.forEach((id, task) -> answer(id, task));
    }
    for (Call.Reconcile.Task task : asked.getTasksList()) {
      String id = task.getTaskId().getValue();
      if (tasks.containsKey(id)) {
        answer(id, tasks.get(id));
      } else {
        tell(
            id,
            task.getAgentId().getValue(),
            TaskState.TASK_GONE,
            false,
            TaskStatus.Reason.REASON_RECONCILIATION);
      }
    }
  }

  private void answer(String id, FakeTask task) {
    boolean reachable = agents.get(task.agent).reachable;
    tell(
        id,
        task.agent,
        reachable ? task.state : TaskState.TASK_UNREACHABLE,
        false,
        TaskStatus.Reason.REASON_RECONCILIATION);
  }

  /** A task changes, and an update says so. */
  void update(String id, TaskState state) {
    FakeTask task = tasks.get(id);
    switch (state) {
      case TASK_FINISHED, TASK_FAILED, TASK_KILLED, TASK_ERROR -> remove(id);
      default -> tasks.put(id, new FakeTask(task.agent, state, task.resources));
    }
    tell(id, task.agent, state, true, TaskStatus.Reason.REASON_COMMAND_EXECUTOR_FAILED);
  }

  private void remove(String id) {
    FakeTask task = tasks.remove(id);
    Agent agent = agents.get(task.agent);
    agent.free = agent.free.plus(task.resources);
  }

  private void tell(
      String id, String agent, TaskState state, boolean byAgent, TaskStatus.Reason reason) {
    TaskStatus.Builder status =
        TaskStatus.newBuilder()
            .setTaskId(TaskID.newBuilder().setValue(id))
            .setAgentId(AgentID.newBuilder().setValue(agent))
            .setState(state)
            .setReason(reason)
            .setMessage("told");
    if (byAgent) {
      String uuid = "uuid-" + count++;
      unacknowledged.add(uuid);
      status.setUuid(ByteString.copyFromUtf8(uuid));
    }
    said.add(new MarathonEvent.Updated(status.build()));
  }

  /** An agent can't be reached; its tasks go on. */
  void lose(String agent) {
    agents.get(agent).reachable = false;
    offered.values().removeIf(offer -> offer.agent.equals(agent));
    tasks.forEach(
        (id, task) -> {
          if (task.agent.equals(agent)) {
            tell(
                id,
                agent,
                TaskState.TASK_UNREACHABLE,
                false,
                TaskStatus.Reason.REASON_AGENT_REMOVED);
          }
        });
  }

  /** It is there again. */
  void find(String agent) {
    agents.get(agent).reachable = true;
    tasks.forEach(
        (id, task) -> {
          if (task.agent.equals(agent)) {
            tell(id, agent, task.state, false, TaskStatus.Reason.REASON_AGENT_REREGISTERED);
          }
        });
  }

  /** It will never be there again. */
  void removeAgent(String agent) {
    agents.get(agent).reachable = false;
    List<String> lost = tasksOn(agent);
    lost.forEach(
        id -> {
          tasks.remove(id);
          tell(
              id,
              agent,
              TaskState.TASK_GONE_BY_OPERATOR,
              false,
              TaskStatus.Reason.REASON_AGENT_REMOVED_BY_OPERATOR);
        });
  }

  TaskState stateOf(String task) {
    return tasks.get(task).state;
  }

  List<String> reachableTasks() {
    return tasks.entrySet().stream()
        .filter(entry -> agents.get(entry.getValue().agent).reachable)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** What was held up while it was not quick goes on. */
  void goOn() {
    for (String id : tasks()) {
      if (stateOf(id) == TaskState.TASK_STAGING && reachableTasks().contains(id)) {
        update(id, TaskState.TASK_RUNNING);
      }
    }
  }

  /** A task ends, and nobody hears of it. */
  void vanish(String task) {
    remove(task);
  }

  /** The ids of all tasks that it knows. */
  List<String> tasks() {
    return List.copyOf(tasks.keySet());
  }

  List<String> tasksOn(String agent) {
    return tasks.entrySet().stream()
        .filter(entry -> entry.getValue().agent.equals(agent))
        .map(Map.Entry::getKey)
        .toList();
  }

  Set<String> unacknowledged() {
    return unacknowledged;
  }

  long heard(Call.Type type) {
    return heard.stream().filter(call -> call.getType() == type).count();
  }
}
