package io.cellos.cli.body;

import io.cellos.base.error.CellException;
import io.cellos.base.text.NearWord;
import io.cellos.model.CellName;
import io.cellos.protocols.mesos.OperatorClient;
import io.cellos.protocols.mesos.Resources;
import io.cellos.protocols.mesos.Wire;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.Task;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.master.Protos.Call;
import org.apache.mesos.v1.master.Protos.Response;

/** The tasks that a master knows. */
public final class Tasks {
  private final Map<String, TaskView.Agent> agents = new HashMap<>();
  private final Map<String, String> frameworks = new HashMap<>();
  private final List<TaskView> active = new ArrayList<>();
  private final List<TaskView> all = new ArrayList<>();

  private Tasks() {}

  /**
   * Asks the master.
   *
   * @throws CellException if it does not answer
   */
  public static Tasks of(Body body) {
    OperatorClient master = new OperatorClient(body.leader(), Wire.PROTOBUF);
    Tasks tasks = new Tasks();
    try {
      tasks.readAgents(ask(master, Call.Type.GET_AGENTS).getGetAgents());
      tasks.readFrameworks(ask(master, Call.Type.GET_FRAMEWORKS).getGetFrameworks());
      tasks.readTasks(ask(master, Call.Type.GET_TASKS).getGetTasks());
    } catch (IOException e) {
      throw body.failed("read the tasks", e);
    }
    return tasks;
  }

  private static Response ask(OperatorClient master, Call.Type type) throws IOException {
    return master.call(Call.newBuilder().setType(type).build());
  }

  private void readAgents(Response.GetAgents answer) {
    answer.getRecoveredAgentsList().forEach(this::put);
    answer.getAgentsList().forEach(agent -> put(agent.getAgentInfo()));
  }

  private void put(AgentInfo info) {
    String id = info.getId().getValue();
    agents.put(id, new TaskView.Agent(id, info.getHostname(), info.getPort()));
  }

  private void readFrameworks(Response.GetFrameworks answer) {
    List<Response.GetFrameworks.Framework> known =
        new ArrayList<>(answer.getCompletedFrameworksList());
    known.addAll(answer.getFrameworksList());
    known.forEach(
        framework ->
            frameworks.put(
                framework.getFrameworkInfo().getId().getValue(),
                framework.getFrameworkInfo().getName()));
  }

  private void readTasks(Response.GetTasks answer) {
    answer.getTasksList().forEach(task -> active.add(view(task)));
    answer.getUnreachableTasksList().forEach(task -> active.add(view(task)));
    active.sort(Comparator.comparing(TaskView::id));
    all.addAll(active);
    // newest first, so that of several with one id the last one is found
    List<Task> completed = new ArrayList<>(answer.getCompletedTasksList());
    Collections.reverse(completed);
    completed.forEach(task -> all.add(view(task)));
  }

  private TaskView view(Task task) {
    Resources has = Resources.of(task.getResourcesList());
    String agent = task.getAgentId().getValue();
    String framework = task.getFrameworkId().getValue();
    TaskStatus last =
        task.getStatusesCount() == 0
            ? TaskStatus.getDefaultInstance()
            : task.getStatuses(task.getStatusesCount() - 1);
    return new TaskView(
        task.getTaskId().getValue(),
        task.getName(),
        task.getState().name(),
        role(has),
        new TaskView.Framework(framework, frameworks.getOrDefault(framework, "")),
        agents.get(agent),
        task.hasExecutorId() && !task.getExecutorId().getValue().isEmpty()
            ? task.getExecutorId().getValue()
            : null,
        has.scalar("cpus"),
        has.scalar("mem"),
        has.scalar("disk"),
        last.hasTimestamp() ? Instant.ofEpochMilli(Math.round(last.getTimestamp() * 1000)) : null,
        last.hasHealthy() ? last.getHealthy() : null,
        last.getMessage());
  }

  private static String role(Resources has) {
    return has.allocations().keySet().stream()
        .filter(role -> !role.isEmpty())
        .findFirst()
        .orElse("*");
  }

  /** Those that have not ended, and those whose agent is out of sight. */
  public List<TaskView> active() {
    return List.copyOf(active);
  }

  /** Those that have ended follow, as far back as the master remembers. */
  public List<TaskView> all() {
    return List.copyOf(all);
  }

  /**
   * @throws CellException if there is none
   */
  public TaskView find(String id, CellName cell) {
    return all.stream()
        .filter(task -> task.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                CellException.failed(
                    "there is no task \"%s\"%s"
                        .formatted(id, NearWord.hint(id, all.stream().map(TaskView::id).toList())),
                    "cell task list " + cell + " --all"));
  }
}
