package io.cellos.marathon.core;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.OfferID;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.Protos.Value;
import org.apache.mesos.v1.scheduler.Protos.Call;

/** A master and its agents, as far as a framework can tell. What it says is taken as events. */
final class FakeMesos {
  static final FrameworkID FRAMEWORK = FrameworkID.newBuilder().setValue("framework").build();

  /** An agent, with so many tasks as it has room for; each takes one processor. */
  static final class Agent {
    final String id;
    final double cpus;
    boolean reachable = true;
    Instant refused = Instant.EPOCH;

    Agent(String id, double cpus) {
      this.id = id;
      this.cpus = cpus;
    }
  }

  private record FakeTask(String agent, TaskState state) {}

  final Map<String, Agent> agents = new LinkedHashMap<>();
  private final Map<String, FakeTask> tasks = new LinkedHashMap<>();
  private final Map<String, String> offered = new LinkedHashMap<>();
  private final Deque<MarathonEvent> said = new ArrayDeque<>();
  private final Set<String> unacknowledged = new HashSet<>();
  final List<Call> heard = new ArrayList<>();

  /** Whether tasks run as soon as they are launched, and end as soon as they are killed. */
  boolean quick = true;

  boolean suppressed;
  private long count;

  Agent agent(String id, double cpus) {
    Agent agent = new Agent(id, cpus);
    agents.put(id, agent);
    return agent;
  }

  MarathonEvent subscribe() {
    said.clear();
    offered.clear();
    unacknowledged.clear();
    suppressed = false;
    agents.values().forEach(agent -> agent.refused = Instant.EPOCH);
    return new MarathonEvent.Subscribed(FRAMEWORK, java.util.Optional.empty());
  }

  /** The next thing it says; null if it has nothing to say. */
  MarathonEvent say(Instant now) {
    if (said.isEmpty()) {
      offer(now);
    }
    return said.poll();
  }

  private void offer(Instant now) {
    if (suppressed) {
      return;
    }
    List<Offer> offers = new ArrayList<>();
    for (Agent agent : agents.values()) {
      double free = free(agent);
      if (agent.reachable
          && free >= 1
          && !offered.containsValue(agent.id)
          && !agent.refused.isAfter(now)) {
        String id = "offer-" + count++;
        offered.put(id, agent.id);
        offers.add(offer(id, agent.id, free));
      }
    }
    if (!offers.isEmpty()) {
      said.add(new MarathonEvent.Offered(offers));
    }
  }

  private double free(Agent agent) {
    return agent.cpus - tasks.values().stream().filter(task -> task.agent.equals(agent.id)).count();
  }

  static Offer offer(String id, String agent, double cpus) {
    return Offer.newBuilder()
        .setId(OfferID.newBuilder().setValue(id))
        .setFrameworkId(FRAMEWORK)
        .setAgentId(AgentID.newBuilder().setValue(agent))
        .setHostname("host-" + agent)
        .addResources(
            Resource.newBuilder()
                .setName("cpus")
                .setType(Value.Type.SCALAR)
                .setScalar(Value.Scalar.newBuilder().setValue(cpus)))
        .build();
  }

  void hear(Call call, Instant now) {
    heard.add(call);
    switch (call.getType()) {
      case ACCEPT -> accept(call.getAccept(), now);
      case DECLINE ->
          refuse(
              call.getDecline().getOfferIds(0),
              now,
              call.getDecline().getFilters().getRefuseSeconds());
      case REVIVE -> {
        suppressed = false;
        agents.values().forEach(agent -> agent.refused = Instant.EPOCH);
      }
      case SUPPRESS -> suppressed = true;
      case KILL -> kill(call.getKill().getTaskId().getValue());
      case ACKNOWLEDGE ->
          unacknowledged.remove(call.getAcknowledge().getUuid().toString(StandardCharsets.UTF_8));
      case RECONCILE -> reconcile(call.getReconcile());
      default -> throw new IllegalArgumentException("not expected: " + call);
    }
  }

  private void accept(Call.Accept accept, Instant now) {
    String agent = refuse(accept.getOfferIds(0), now, accept.getFilters().getRefuseSeconds());
    for (Offer.Operation operation : accept.getOperationsList()) {
      for (TaskInfo task : operation.getLaunch().getTaskInfosList()) {
        String id = task.getTaskId().getValue();
        if (tasks.containsKey(id)) {
          throw new IllegalStateException(id + " is launched twice");
        }
        if (agent == null || !agents.get(agent).reachable) {
          tell(
              id,
              agent == null ? "nowhere" : agent,
              TaskState.TASK_DROPPED,
              true,
              TaskStatus.Reason.REASON_INVALID_OFFERS);
        } else {
          tasks.put(id, new FakeTask(agent, TaskState.TASK_STAGING));
          if (quick) {
            update(id, TaskState.TASK_STARTING);
            update(id, TaskState.TASK_RUNNING);
          }
        }
      }
    }
  }

  private String refuse(OfferID offer, Instant now, double seconds) {
    String agent = offered.remove(offer.getValue());
    if (agent != null) {
      agents.get(agent).refused = now.plus(Duration.ofMillis((long) (seconds * 1000)));
    }
    return agent;
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
      case TASK_FINISHED, TASK_FAILED, TASK_KILLED, TASK_ERROR -> tasks.remove(id);
      default -> tasks.put(id, new FakeTask(task.agent, state));
    }
    tell(id, task.agent, state, true, TaskStatus.Reason.REASON_COMMAND_EXECUTOR_FAILED);
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
    offered.values().removeIf(agent::equals);
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
