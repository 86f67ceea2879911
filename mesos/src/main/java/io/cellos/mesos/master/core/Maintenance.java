package io.cellos.mesos.master.core;

import io.cellos.mesos.master.core.state.Agent;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.mesos.v1.Protos.MachineID;
import org.apache.mesos.v1.maintenance.Protos.ClusterStatus;
import org.apache.mesos.v1.maintenance.Protos.Schedule;
import org.apache.mesos.v1.maintenance.Protos.Window;

/** Operators plan when machines are away, take them down and bring them up again. */
final class Maintenance {
  private final Books books;
  private final Machines machines;
  private final Offering offering;
  private final Departures departures;

  Maintenance(Books books, Machines machines, Offering offering, Departures departures) {
    this.books = books;
    this.machines = machines;
    this.offering = offering;
    this.departures = departures;
  }

  Verdict schedule(Schedule schedule) {
    Optional<String> problem = problem(schedule);
    if (problem.isPresent()) {
      return new Verdict.Malformed(problem.get());
    }
    Set<MachineID> touched = planned(machines.schedule());
    touched.addAll(planned(schedule));
    machines.schedule(schedule);
    books.out().save(Registry.SCHEDULE, schedule);
    for (MachineID machine : touched) {
      for (Agent agent : machines.agentsOn(machine)) {
        offering.rescindAll(agent);
        machines.offerInverse(agent);
      }
    }
    return new Verdict.Done();
  }

  private static Set<MachineID> planned(Schedule schedule) {
    Set<MachineID> planned = new LinkedHashSet<>();
    schedule.getWindowsList().forEach(window -> planned.addAll(window.getMachineIdsList()));
    return planned;
  }

  private Optional<String> problem(Schedule schedule) {
    Set<MachineID> seen = new HashSet<>();
    for (Window window : schedule.getWindowsList()) {
      if (window.getMachineIdsCount() == 0) {
        return Optional.of("List of machines in the maintenance window is empty");
      }
      if (window.getUnavailability().getDuration().getNanoseconds() < 0) {
        return Optional.of("Unavailability 'duration' is negative");
      }
      for (MachineID machine : window.getMachineIdsList()) {
        Optional<String> problem = problem(machine);
        if (problem.isEmpty() && !seen.add(machine)) {
          problem =
              Optional.of(
                  "Machine '%s' appears more than once in the schedule".formatted(text(machine)));
        }
        if (problem.isPresent()) {
          return problem;
        }
      }
    }
    return machines.down().stream()
        .filter(machine -> !seen.contains(machine))
        .map(
            machine ->
                "Machine '%s' is deactivated and cannot be removed from the schedule"
                    .formatted(text(machine)))
        .findFirst();
  }

  private static Optional<String> problem(MachineID machine) {
    return machine.getHostname().isEmpty() && machine.getIp().isEmpty()
        ? Optional.of("Both 'hostname' and 'ip' for a machine are empty")
        : Optional.empty();
  }

  private static String text(MachineID machine) {
    return "%s (%s)".formatted(machine.getHostname(), machine.getIp());
  }

  /** They are down from now on: their agents are told to end. */
  Verdict start(List<MachineID> ids, Instant now) {
    Set<MachineID> planned = planned(machines.schedule());
    for (MachineID machine : ids) {
      if (!planned.contains(machine)) {
        return new Verdict.Malformed(
            "Machine '%s' is not part of a maintenance schedule".formatted(text(machine)));
      }
      if (machines.down().contains(machine)) {
        return new Verdict.Malformed(
            "Machine '%s' is not in DRAINING mode and cannot be brought down"
                .formatted(text(machine)));
      }
    }
    if (ids.isEmpty()) {
      return new Verdict.Malformed("List of machines is empty");
    }
    for (MachineID machine : ids) {
      machines.down().add(machine);
      for (Agent agent : machines.agentsOn(machine)) {
        departures.shutDown(agent, "Operator initiated 'Machine DOWN'", now);
        books.out().forget(Registry.agent(agent.id()));
      }
    }
    saveDown();
    return new Verdict.Done();
  }

  Verdict stop(List<MachineID> ids) {
    for (MachineID machine : ids) {
      if (!machines.down().contains(machine)) {
        return new Verdict.Malformed(
            "Machine '%s' is not in DOWN mode and cannot be brought up".formatted(text(machine)));
      }
    }
    if (ids.isEmpty()) {
      return new Verdict.Malformed("List of machines is empty");
    }
    machines.down().removeAll(Set.copyOf(ids));
    machines.schedule(without(machines.schedule(), ids));
    books.out().save(Registry.SCHEDULE, machines.schedule());
    saveDown();
    return new Verdict.Done();
  }

  private static Schedule without(Schedule schedule, List<MachineID> ids) {
    Schedule.Builder left = Schedule.newBuilder();
    for (Window window : schedule.getWindowsList()) {
      List<MachineID> stay =
          window.getMachineIdsList().stream().filter(machine -> !ids.contains(machine)).toList();
      if (!stay.isEmpty()) {
        left.addWindows(window.toBuilder().clearMachineIds().addAllMachineIds(stay));
      }
    }
    return left.build();
  }

  private void saveDown() {
    books
        .out()
        .save(
            Registry.DOWN, ClusterStatus.newBuilder().addAllDownMachines(machines.down()).build());
  }
}
