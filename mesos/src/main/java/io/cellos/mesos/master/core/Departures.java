package io.cellos.mesos.master.core;

import io.cellos.mesos.link.ToAgent;
import io.cellos.mesos.master.core.state.Agent;
import io.cellos.mesos.master.core.state.AwaitedAgent;
import io.cellos.mesos.master.core.state.Framework;
import io.cellos.mesos.master.core.state.TaskEntry;
import io.cellos.mesos.master.core.state.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.Task;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.scheduler.Protos.Event;

/** Agents are away for a while, out of reach, or gone for good. */
final class Departures {
  private static final String GONE = "Agent has been marked gone";

  private final Books books;
  private final Offering offering;
  private final Tasks tasks;

  Departures(Books books, Offering offering, Tasks tasks) {
    this.books = books;
    this.offering = offering;
    this.tasks = tasks;
  }

  /** Its link is closed; it has some time to come back. */
  void linkLost(String link) {
    Optional<Agent> agent = books.agents().byLink(link);
    if (agent.isPresent()) {
      books.agents().disconnect(agent.get());
      books.allocator().activate(agent.get().id(), false);
      offering.rescindAll(agent.get());
    }
  }

  /** Agents that are silent for so long are out of reach. */
  private Duration patience() {
    return books
        .settings()
        .agentPingTimeout()
        .multipliedBy(books.settings().maxAgentPingTimeouts());
  }

  /** Looks again when the agent's silence, if it goes on, is too long. */
  void watch(Agent agent, Instant now) {
    books.timers().at(now.plus(patience()), then -> look(agent, then));
  }

  private void look(Agent agent, Instant now) {
    if (books.agents().find(agent.id()).orElse(null) != agent) {
      return;
    }
    Instant limit = agent.heard().plus(patience());
    if (limit.isAfter(now)) {
      books.timers().at(limit, then -> look(agent, then));
    } else {
      unreachable(agent, now);
    }
  }

  private void unreachable(Agent agent, Instant now) {
    AwaitedAgent away = AwaitedAgent.of(agent, now);
    for (TaskEntry task : agent.tasks()) {
      TaskStatus.Builder status =
          Statuses.of(
              task.task(),
              partitionAware(task) ? TaskState.TASK_UNREACHABLE : TaskState.TASK_LOST,
              TaskStatus.Reason.REASON_AGENT_REMOVED,
              "health check timed out",
              now);
      tasks.lose(task, status.setUnreachableTime(Times.info(now)).build());
    }
    books.counters().count("slave_removals/reason_unhealthy");
    books.counters().count("slave_unreachable_scheduled");
    books.counters().count("slave_unreachable_completed");
    remove(agent);
    books.agents().unreachable().put(agent.id(), away);
    books.out().save(Registry.unreachable(agent.id()), Times.info(now));
  }

  private boolean partitionAware(TaskEntry task) {
    return Launching.isPartitionAware(books.frameworks().known(task.framework()));
  }

  /** One that a leader before knew did not come back in time. */
  void notBack(AgentID id, Instant now) {
    AwaitedAgent awaited = books.agents().recovered().remove(id);
    if (awaited != null) {
      books
          .agents()
          .unreachable()
          .put(
              id,
              new AwaitedAgent(
                  awaited.info(),
                  awaited.version(),
                  awaited.total(),
                  awaited.standing(),
                  awaited.registered(),
                  now));
      books.counters().count("recovery_slave_removals");
      books.out().save(Registry.unreachable(id), Times.info(now));
      tellAll(id);
    }
  }

  /** It said that it goes for good. */
  void unregister(Agent agent, Instant now) {
    for (TaskEntry task : agent.tasks()) {
      TaskStatus.Builder status =
          Statuses.of(
              task.task(),
              partitionAware(task) ? TaskState.TASK_GONE : TaskState.TASK_LOST,
              TaskStatus.Reason.REASON_AGENT_REMOVED,
              "the agent unregistered",
              now);
      tasks.end(task, status.build());
    }
    books.counters().count("slave_removals/reason_unregistered");
    remove(agent);
    books.out().forget(Registry.agent(agent.id()));
  }

  /** An operator says that it never comes back. False if there is no such agent. */
  boolean gone(AgentID id, Instant now) {
    if (books.agents().gone().containsKey(id)) {
      return true;
    }
    Optional<Agent> agent = books.agents().find(id);
    boolean away =
        books.agents().recovered().containsKey(id) || books.agents().unreachable().containsKey(id);
    if (agent.isEmpty() && !away) {
      return false;
    }
    books.agents().gone().put(id, now);
    agent.ifPresent(there -> shutDown(there, GONE, now));
    goneTasks(id, now);
    books.agents().recovered().remove(id);
    books.agents().unreachable().remove(id);
    books.out().save(Registry.gone(id), Times.info(now));
    books.out().forget(Registry.agent(id));
    if (away) {
      books.out().forget(Registry.unreachable(id));
    }
    return true;
  }

  /** It is told to end, and its tasks with it. */
  void shutDown(Agent agent, String reason, Instant now) {
    books.out().say(agent, new ToAgent.Shutdown(reason));
    for (TaskEntry task : agent.tasks()) {
      tasks.end(task, gone(task.task(), partitionAware(task), reason, now));
    }
    remove(agent);
  }

  private static TaskStatus gone(Task task, boolean aware, String reason, Instant now) {
    return Statuses.of(
            task,
            aware ? TaskState.TASK_GONE_BY_OPERATOR : TaskState.TASK_LOST,
            aware
                ? TaskStatus.Reason.REASON_AGENT_REMOVED_BY_OPERATOR
                : TaskStatus.Reason.REASON_AGENT_REMOVED,
            reason,
            now)
        .build();
  }

  /** Of tasks that were out of reach no more is to be heard. */
  private void goneTasks(AgentID id, Instant now) {
    int keep = books.settings().retention().completedTasks();
    for (Framework framework : books.frameworks().all()) {
      for (Task task : framework.unreachable()) {
        if (task.getAgentId().equals(id)) {
          TaskStatus status = gone(task, Launching.isPartitionAware(framework), GONE, now);
          Task ended = task.toBuilder().setState(status.getState()).addStatuses(status).build();
          books.cluster().complete(framework, ended, keep);
          books.out().tell(framework, Statuses.event(status));
          books.out().announce(Announcements.updated(ended, status));
        }
      }
    }
  }

  private void remove(Agent agent) {
    agent.executors().forEach(books.cluster()::removeExecutor);
    offering.rescindAll(agent);
    agent.link().ifPresent(books.out()::closeLink);
    books.allocator().removeAgent(agent.id());
    books.agents().remove(agent);
    books.counters().count("slave_removals");
    tellAll(agent.id());
    books.out().announce(Announcements.removed(agent.id()));
  }

  private void tellAll(AgentID lost) {
    Event.Builder event =
        Event.newBuilder()
            .setType(Event.Type.FAILURE)
            .setFailure(Event.Failure.newBuilder().setAgentId(lost));
    books.frameworks().all().forEach(framework -> books.out().tell(framework, event));
  }
}
