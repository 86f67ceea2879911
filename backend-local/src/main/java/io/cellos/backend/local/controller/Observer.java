package io.cellos.backend.local.controller;

import io.cellos.backend.local.cell.NodeFile;
import io.cellos.backend.local.group.Flaps;
import io.cellos.backend.local.group.GroupView;
import io.cellos.backend.local.group.Life;
import io.cellos.backend.local.group.NodeView;
import io.cellos.backend.local.log.EventLog;
import io.cellos.backend.local.log.NodeLogs;
import io.cellos.backend.local.node.Fleet;
import io.cellos.backend.local.node.NodeProcesses;
import io.cellos.backend.local.node.NodeStatus;
import io.cellos.model.NodeId;
import io.cellos.nucleus.membership.Ensemble;
import io.cellos.nucleus.membership.Member;
import io.cellos.nucleus.membership.NucleusStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds out how things are, for the next plan. */
final class Observer {
  private final CurrentCell cell;
  private final Fleet fleet;
  private final NodeProcesses processes;
  private final NucleusStore nucleus;
  private final FlapTable flaps;
  private final EventLog events;
  private final InstantSource clock;

  Observer(
      CurrentCell cell,
      Fleet fleet,
      NodeProcesses processes,
      NucleusStore nucleus,
      FlapTable flaps,
      EventLog events,
      InstantSource clock) {
    this.cell = cell;
    this.fleet = fleet;
    this.processes = processes;
    this.nucleus = nucleus;
    this.flaps = flaps;
    this.events = events;
    this.clock = clock;
  }

  GroupView look() throws IOException {
    fleet.all().stream().filter(Observer::hasDied).forEach(this::noteDeath);
    List<NodeView> nodes = fleet.all().stream().map(this::view).toList();
    Set<NodeId> members =
        nucleus.ensemble().map(Ensemble::members).orElse(List.of()).stream()
            .map(Member::node)
            .collect(Collectors.toSet());
    return new GroupView(
        cell.get().spec().sizes(), nodes, flaps.notBefore(), nucleus.goal(), members);
  }

  private static boolean hasDied(NodeStatus node) {
    return node.life().runs() && !node.file().process().isAlive();
  }

  private void noteDeath(NodeStatus dead) {
    fleet.update(dead.file(), dead.file().process(), node -> node.with(Life.DEAD));
    Flaps now = flaps.died(dead.slot(), clock.instant());
    String last =
        NodeLogs.lastLine(cell.home(), dead.file())
            .map(line -> "last log line: " + line)
            .orElse("");
    events.add(dead.label(), "its process ended" + EffectRunner.pause(now), last);
  }

  private NodeView view(NodeStatus node) {
    NodeFile file = node.file();
    Path home = cell.home().node(file.id());
    return new NodeView(
        file.id(),
        file.role(),
        file.index(),
        node.life(),
        !file.served() || hasEntries(home.resolve("zookeeper")),
        (node.life() == Life.DEAD || node.unhealthySince().isPresent()) && processes.hasTasks(file),
        node.unhealthySince(),
        node.answers());
  }

  private static boolean hasEntries(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.findAny().isPresent();
    } catch (IOException e) {
      return false;
    }
  }
}
