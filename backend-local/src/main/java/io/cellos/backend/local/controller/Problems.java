package io.cellos.backend.local.controller;

import io.cellos.backend.local.cell.CellHome;
import io.cellos.backend.local.cell.NodeFile;
import io.cellos.backend.local.group.Life;
import io.cellos.backend.local.group.Slot;
import io.cellos.backend.local.log.NodeLogs;
import io.cellos.backend.local.node.Fleet;
import io.cellos.backend.local.node.NodeStatus;
import io.cellos.coordination.BootStatus;
import io.cellos.model.BootEvent;
import io.cellos.model.Health;
import io.cellos.model.Role;
import io.cellos.nucleus.membership.Ensemble;
import io.cellos.nucleus.membership.Member;
import io.cellos.nucleus.membership.NucleusStore;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Says what is wrong with a running cell, each with its cause and what to do. */
final class Problems {
  private static final int LOG_LINES = 5;

  private final CurrentCell cell;
  private final Fleet fleet;
  private final NucleusStore nucleus;
  private final BootStatus boots;
  private final FlapTable flaps;
  private final InstantSource clock;

  Problems(
      CurrentCell cell,
      Fleet fleet,
      NucleusStore nucleus,
      BootStatus boots,
      FlapTable flaps,
      InstantSource clock) {
    this.cell = cell;
    this.flaps = flaps;
    this.clock = clock;
    this.fleet = fleet;
    this.nucleus = nucleus;
    this.boots = boots;
  }

  List<String> find() {
    List<String> problems = new ArrayList<>();
    try {
      problems.addAll(NodeFile.readAll(cell.home()).damages());
      lostMajority().ifPresent(problems::add);
    } catch (IOException | RuntimeException e) {
      problems.add("the cell's files can't be read: " + e.getMessage());
    }
    fleet.all().stream()
        .filter(n -> n.life() == Life.FAILED)
        .map(this::failed)
        .forEach(problems::add);
    flaps.restless(clock.instant()).forEach((slot, deaths) -> restless(slot, deaths, problems));
    for (Role role : Role.values()) {
      shortOf(role).ifPresent(problems::add);
    }
    return problems;
  }

  private Optional<String> lostMajority() throws IOException {
    Optional<Ensemble> ensemble = nucleus.ensemble();
    if (ensemble.isEmpty() || !cell.get().createdOnce()) {
      return Optional.empty();
    }
    List<Member> voters = ensemble.get().participants();
    long serving = voters.stream().filter(member -> has(member, Problems::serves)).count();
    long coming = voters.stream().filter(member -> has(member, Problems::comes)).count();
    if ((serving + coming) * 2 > voters.size()) {
      return Optional.empty();
    }
    return Optional.of(
        "the ensemble has lost its majority: %d of %d members %s; start the others again, or cell nucleus restore %s"
            .formatted(
                serving,
                voters.size(),
                serving == 1 ? "serves" : "serve",
                cell.get().spec().name()));
  }

  private boolean has(Member member, Predicate<NodeStatus> condition) {
    return fleet.get(member.node()).filter(condition).isPresent();
  }

  private static boolean serves(NodeStatus node) {
    return node.life() == Life.READY && node.health() == Health.HEALTHY;
  }

  private static boolean comes(NodeStatus node) {
    return switch (node.life()) {
      case STARTING, BOOTING, RESUMING -> true;
      case READY, FAILED, DEAD, ENDING, STOPPED -> false;
    };
  }

  private String failed(NodeStatus node) {
    CellHome home = cell.home();
    Optional<String> step = failedStep(node);
    String file = step.map(Problems::logOf).orElse("node");
    List<String> lines = NodeLogs.last(home, node.file(), file, LOG_LINES);
    if (lines.isEmpty()) {
      file = "node";
      lines = NodeLogs.last(home, node.file(), file, LOG_LINES);
    }
    StringBuilder text = new StringBuilder(node.label() + " failed");
    step.ifPresent(name -> text.append(" in step ").append(name));
    if (!node.detail().isEmpty()) {
      text.append(" (").append(node.detail()).append(')');
    }
    text.append("; correct the cause, then run the same cell create again, or look with: cell ssh ")
        .append(home.name() + " " + node.file().role() + " " + node.file().index());
    if (!lines.isEmpty()) {
      text.append("; the end of its ").append(file).append(" log:");
      lines.forEach(line -> text.append("\n    ").append(line));
    }
    return text.toString();
  }

  private Optional<String> failedStep(NodeStatus node) {
    try {
      return boots.read(node.id()).stream()
          .filter(event -> event.kind() == BootEvent.Kind.FAILED)
          .map(BootEvent::step)
          .reduce((first, second) -> second);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The steps of a user's module write to the log of that module. */
  private static String logOf(String step) {
    int dot = step.indexOf('.');
    return dot < 0 ? step : step.substring(0, dot);
  }

  private void restless(Slot slot, int deaths, List<String> problems) {
    boolean well = fleet.all().stream().anyMatch(node -> node.slot().equals(slot) && serves(node));
    if (!well) {
      problems.add(
          "%s ended %d times lately; why stands in: cell log %s"
              .formatted(slot, deaths, cell.get().spec().name()));
    }
  }

  private Optional<String> shortOf(Role role) {
    int desired = cell.get().spec().size(role);
    List<NodeStatus> nodes = fleet.of(role);
    long healthy = nodes.stream().filter(Problems::serves).count();
    if (!cell.get().createdOnce() || healthy >= desired) {
      return Optional.empty();
    }
    List<String> details = new ArrayList<>();
    for (NodeStatus node : nodes) {
      if (!serves(node)) {
        String detail = node.detail().isEmpty() ? "" : " (" + node.detail() + ")";
        details.add(node.label() + " is " + node.state() + detail);
      }
    }
    String why = details.isEmpty() ? "" : ": " + String.join(", ", details);
    return Optional.of(
        "%s has %d of %d nodes healthy%s; it mends itself where it can, see: cell log %s"
            .formatted(role, healthy, desired, why, cell.get().spec().name()));
  }
}
