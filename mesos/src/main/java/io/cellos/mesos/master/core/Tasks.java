package io.cellos.mesos.master.core;

import com.google.protobuf.ByteString;
import io.cellos.mesos.link.ToAgent;
import io.cellos.mesos.link.ToMaster;
import io.cellos.mesos.master.core.state.Agent;
import io.cellos.mesos.master.core.state.ExecutorEntry;
import io.cellos.mesos.master.core.state.Framework;
import io.cellos.mesos.master.core.state.States;
import io.cellos.mesos.master.core.state.TaskEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.Task;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.scheduler.Protos.Event;

/** What becomes of tasks: their agents' news, and ends that the master decides. */
final class Tasks {
  private final Books books;

  Tasks(Books books) {
    this.books = books;
  }

  /** An agent has news; the framework gets them until it acknowledges. */
  void update(Agent agent, ToMaster.Update news) {
    Optional<Framework> framework = books.frameworks().find(news.framework());
    framework.ifPresent(to -> books.out().tell(to, Statuses.event(news.status())));
    Optional<TaskEntry> task = agent.task(news.framework(), news.status().getTaskId());
    boolean valid = framework.isPresent() && task.isPresent();
    books.counters().count(valid ? "valid_status_updates" : "invalid_status_updates");
    task.ifPresent(entry -> apply(entry, news.status(), news.latest()));
  }

  private void apply(TaskEntry entry, TaskStatus status, TaskState latest) {
    Task.Builder changed = entry.task().toBuilder();
    boolean ended = States.isTerminal(entry.task().getState());
    if (!ended) {
      changed.setState(latest);
    }
    boolean late =
        States.isTerminal(entry.task().getStatusUpdateState())
            && !States.isTerminal(status.getState());
    boolean news = !late && remember(changed, status);
    books.cluster().changeTask(entry, changed.build());
    if (!ended && States.isTerminal(latest)) {
      ended(books.frameworks().known(entry.framework()), status);
    }
    if (news) {
      books.out().announce(Announcements.updated(entry.task(), status));
    }
  }

  /**
   * What the framework is to acknowledge; the end of a task is not overtaken by what was before.
   */
  private static void told(Task.Builder task, TaskStatus status) {
    task.setStatusUpdateState(status.getState());
    if (status.hasUuid()) {
      task.setStatusUpdateUuid(status.getUuid());
    } else {
      task.clearStatusUpdateUuid();
    }
  }

  /** Of several statuses with the same state the last is kept; true if it says something new. */
  private static boolean remember(Task.Builder task, TaskStatus status) {
    TaskStatus.Reason reason = status.getReason();
    boolean checked =
        reason == TaskStatus.Reason.REASON_TASK_CHECK_STATUS_UPDATED
            || reason == TaskStatus.Reason.REASON_TASK_HEALTH_CHECK_STATUS_UPDATED;
    told(task, status);
    int last = task.getStatusesCount() - 1;
    TaskStatus kept = status.toBuilder().clearData().build();
    if (last >= 0 && task.getStatuses(last).getState() == status.getState()) {
      task.setStatuses(last, kept);
      return checked;
    }
    task.addStatuses(kept);
    return true;
  }

  void acknowledge(Framework framework, AgentID agentId, TaskID taskId, ByteString uuid) {
    Optional<Agent> found = books.agents().find(agentId).filter(Agent::isConnected);
    if (found.isEmpty()) {
      books.counters().count("invalid_status_update_acknowledgements");
      return; // the agent asks again when it is back
    }
    Agent agent = found.get();
    Optional<TaskEntry> task = agent.task(framework.id(), taskId);
    if (task.isPresent()) {
      Task known = task.get().task();
      if (States.isTerminal(known.getStatusUpdateState())
          && known.getStatusUpdateUuid().equals(uuid)) {
        books.cluster().completeTask(task.get(), books.settings().retention().completedTasks());
      }
    }
    books.counters().count("valid_status_update_acknowledgements");
    books.out().say(agent, new ToAgent.Acknowledge(framework.id(), taskId, uuid));
  }

  /** The master ends a task of which no more is to be heard. */
  void end(TaskEntry entry, TaskStatus status) {
    finish(entry, status);
    books.cluster().completeTask(entry, books.settings().retention().completedTasks());
  }

  /** The task goes out of reach with its agent. */
  void lose(TaskEntry entry, TaskStatus status) {
    finish(entry, status);
    books.cluster().loseTask(entry, books.settings().retention().unreachableTasks());
  }

  private void finish(TaskEntry entry, TaskStatus status) {
    apply(entry, status, status.getState());
    books.out().tell(books.frameworks().known(entry.framework()), Statuses.event(status));
  }

  /** A task that was not launched. */
  void refuse(Framework framework, TaskStatus status) {
    ended(framework, status);
    books.out().tell(framework, Statuses.event(status));
  }

  private void ended(Framework framework, TaskStatus status) {
    books.counters().ended(status);
    framework.counters().ended(status.getState());
  }

  /** All tasks and executors of a framework that ends; it hears nothing of it any more. */
  void endAll(Framework framework, Instant now) {
    String message = "Framework " + framework.id().getValue() + " removed";
    for (TaskEntry entry : List.copyOf(framework.tasks())) {
      if (!States.isTerminal(entry.task().getState())) {
        TaskStatus status = killed(entry.task(), message, now);
        apply(entry, status, status.getState());
      }
      books.cluster().completeTask(entry, books.settings().retention().completedTasks());
    }
    for (Task lost : framework.unreachable()) {
      books.cluster().complete(framework, lost, books.settings().retention().completedTasks());
    }
    for (AgentID id : framework.agents()) {
      Agent agent = books.agents().known(id);
      List.copyOf(agent.executors(framework.id())).forEach(books.cluster()::removeExecutor);
    }
  }

  private static TaskStatus killed(Task task, String message, Instant now) {
    return Statuses.of(
            task, TaskState.TASK_KILLED, TaskStatus.Reason.REASON_FRAMEWORK_REMOVED, message, now)
        .build();
  }

  /** An executor has ended; its tasks' ends are told apart. */
  void executorExited(Agent agent, ToMaster.ExecutorExited exit) {
    Optional<ExecutorEntry> executor = agent.executor(exit.framework(), exit.executor());
    if (executor.isEmpty()) {
      return; // of a command task: nobody but the agent knows of it
    }
    books.cluster().removeExecutor(executor.get());
    books
        .out()
        .tell(
            books.frameworks().known(exit.framework()),
            Event.newBuilder()
                .setType(Event.Type.FAILURE)
                .setFailure(
                    Event.Failure.newBuilder()
                        .setAgentId(agent.id())
                        .setExecutorId(exit.executor())
                        .setStatus(exit.status())));
  }
}
