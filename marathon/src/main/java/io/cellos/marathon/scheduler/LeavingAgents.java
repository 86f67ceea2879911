package io.cellos.marathon.scheduler;

import io.cellos.base.lifecycle.Loop;
import io.cellos.protocols.mesos.Endpoint;
import io.cellos.protocols.mesos.OperatorClient;
import io.cellos.protocols.mesos.Wire;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.mesos.v1.Protos.MachineID;
import org.apache.mesos.v1.Protos.Unavailability;
import org.apache.mesos.v1.maintenance.Protos.Schedule;
import org.apache.mesos.v1.maintenance.Protos.Window;
import org.apache.mesos.v1.master.Protos.Call;
import org.apache.mesos.v1.master.Protos.Response;

/**
 * Asks the master again and again which agents shall have no tasks soon: schedulers are not told.
 * Those that are drained or deactivated, and those of machines with maintenance that has begun or
 * is about to.
 */
public final class LeavingAgents implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** Maintenance next week is no reason to move now. */
  private static final Duration AHEAD = Duration.ofMinutes(15);

  private final Supplier<Optional<Endpoint>> master;
  private final Consumer<Set<String>> changed;
  private final Loop loop;
  private Set<String> told = Set.of();

  private LeavingAgents(
      Supplier<Optional<Endpoint>> master, Consumer<Set<String>> changed, Duration pause) {
    this.master = master;
    this.changed = changed;
    this.loop =
        Loop.start(
            "leaving-agents",
            () -> {
              look();
              return pause;
            },
            pause);
  }

  /**
   * Begins to ask.
   *
   * @param master to be asked; nothing is asked while there is none
   * @param changed hears the ids of the agents whenever they are others
   */
  public static LeavingAgents start(
      Supplier<Optional<Endpoint>> master, Consumer<Set<String>> changed) {
    return start(master, changed, PAUSE);
  }

  static LeavingAgents start(
      Supplier<Optional<Endpoint>> master, Consumer<Set<String>> changed, Duration pause) {
    return new LeavingAgents(master, changed, pause);
  }

  private void look() throws IOException {
    Optional<Endpoint> endpoint = master.get();
    if (endpoint.isEmpty()) {
      return;
    }
    OperatorClient operator = new OperatorClient(endpoint.get(), Wire.PROTOBUF);
    Response.GetAgents agents = operator.call(ask(Call.Type.GET_AGENTS)).getGetAgents();
    Schedule schedule =
        operator
            .call(ask(Call.Type.GET_MAINTENANCE_SCHEDULE))
            .getGetMaintenanceSchedule()
            .getSchedule();
    Set<MachineID> machines = machines(schedule.getWindowsList(), Instant.now());
    Set<String> leaving = new HashSet<>();
    for (Response.GetAgents.Agent agent : agents.getAgentsList()) {
      if (agent.hasDrainInfo()
          || agent.getDeactivated()
          || machines.stream().anyMatch(machine -> isOn(agent, machine))) {
        leaving.add(agent.getAgentInfo().getId().getValue());
      }
    }
    if (!leaving.equals(told)) {
      told = Set.copyOf(leaving);
      changed.accept(told);
    }
  }

  private static Call ask(Call.Type type) {
    return Call.newBuilder().setType(type).build();
  }

  private static Set<MachineID> machines(List<Window> windows, Instant now) {
    Set<MachineID> machines = new HashSet<>();
    for (Window window : windows) {
      if (isNear(window.getUnavailability(), now) && !isOver(window.getUnavailability(), now)) {
        machines.addAll(window.getMachineIdsList());
      }
    }
    return machines;
  }

  private static boolean isNear(Unavailability time, Instant now) {
    Instant start = Instant.ofEpochSecond(0, time.getStart().getNanoseconds());
    return start.isBefore(now.plus(AHEAD));
  }

  private static boolean isOver(Unavailability time, Instant now) {
    if (!time.hasDuration()) {
      return false;
    }
    long end = time.getStart().getNanoseconds() + time.getDuration().getNanoseconds();
    return end < now.getEpochSecond() * 1_000_000_000L;
  }

  /** A machine is known by its name, its address, or both. */
  private static boolean isOn(Response.GetAgents.Agent agent, MachineID machine) {
    String pid = agent.getPid(); // slave(1)@127.0.0.1:5051
    String host = pid.substring(pid.indexOf('@') + 1);
    String address = host.substring(0, Math.max(0, host.lastIndexOf(':')));
    boolean name =
        !machine.hasHostname()
            || machine.getHostname().equalsIgnoreCase(agent.getAgentInfo().getHostname());
    boolean ip = !machine.hasIp() || machine.getIp().equals(address);
    return name && ip && (machine.hasHostname() || machine.hasIp());
  }

  @Override
  public void close() {
    loop.close();
  }
}
