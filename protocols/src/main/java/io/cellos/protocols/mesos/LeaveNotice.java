package io.cellos.protocols.mesos;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * Tells schedulers that an agent is about to leave, before its tasks are ended: its machine is in
 * the maintenance schedule from now on, and nothing new is put there. Marathon then starts
 * elsewhere what runs on it, and ends it there only when that is healthy; a drain ends it at once.
 */
public final class LeaveNotice {
  private static final String SERVICES = "marathon";

  /** If nobody can take the notice back, it ends by itself. A drain takes less. */
  private static final Duration LASTS = Duration.ofHours(1);

  /**
   * Gives notice; again does no harm.
   *
   * @return whether services run there that can still go elsewhere
   * @throws IOException if the master or the agent can't be asked, or knows no such calls
   */
  public synchronized boolean give(MasterAgents master, MasterAgents.Agent agent, Instant now)
      throws IOException {
    if (!hasElsewhere(master, agent) || !runsServices(master, agent)) {
      return false;
    }
    if (!agent.leaving()) {
      master.deactivate(agent.id());
    }
    JsonNode schedule = master.schedule();
    if (!MaintenanceWindows.has(schedule, agent.place())) {
      master.setSchedule(MaintenanceWindows.with(schedule, agent.place(), now, LASTS));
    }
    return true;
  }

  /** A new leader may still wait for the agents to come back: those count. */
  private static boolean hasElsewhere(MasterAgents master, MasterAgents.Agent agent)
      throws IOException {
    return master.list().stream()
        .anyMatch(other -> !other.leaving() && !other.id().equals(agent.id()));
  }

  private static boolean runsServices(MasterAgents master, MasterAgents.Agent agent)
      throws IOException {
    Set<String> schedulers = new HashSet<>();
    JsonNode frameworks = master.ask(agent.place(), "GET_FRAMEWORKS").path("get_frameworks");
    for (JsonNode framework : frameworks.path("frameworks")) {
      JsonNode info = framework.path("framework_info");
      if (info.path("name").asText().equals(SERVICES)) {
        schedulers.add(info.path("id").path("value").asText());
      }
    }
    JsonNode tasks = master.ask(agent.place(), "GET_TASKS").path("get_tasks");
    for (JsonNode task : tasks.path("launched_tasks")) {
      if (schedulers.contains(task.path("framework_id").path("value").asText())
          && task.path("state").asText().equals("TASK_RUNNING")) {
        return true;
      }
    }
    return false;
  }

  /**
   * Has what still runs there ended, now that it need not be kept any more. The notice is taken
   * back before, as masters drain no agent of the maintenance schedule; nothing new is put there.
   *
   * @param grace no task gets more than this to end by itself
   */
  public synchronized void drain(MasterAgents master, MasterAgents.Agent agent, Duration grace)
      throws IOException {
    forget(master, agent.place());
    master.drain(agent.id(), grace);
  }

  /** Takes the notice back, when the agent is gone: another one may get its address. */
  public synchronized void forget(MasterAgents master, MasterAgents.Place place)
      throws IOException {
    JsonNode schedule = master.schedule();
    if (MaintenanceWindows.has(schedule, place)) {
      master.setSchedule(MaintenanceWindows.without(schedule, place));
    }
  }
}
