package io.cellos.backend.local.controller;

import io.cellos.backend.local.cell.NodeFile;
import io.cellos.backend.local.group.Effect;
import io.cellos.backend.local.group.Flaps;
import io.cellos.backend.local.group.Life;
import io.cellos.backend.local.group.Slot;
import io.cellos.backend.local.log.EventLog;
import io.cellos.backend.local.node.Fleet;
import io.cellos.backend.local.node.NodeFactory;
import io.cellos.backend.local.node.NodeProcesses;
import io.cellos.backend.local.node.NodeStatus;
import io.cellos.coordination.BootStatus;
import io.cellos.model.NodeId;
import io.cellos.model.Role;
import io.cellos.nucleus.membership.Goal;
import io.cellos.nucleus.membership.NucleusStore;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Carries effects out. What the next plan must see (that a node starts or ends) is true when {@link
 * #perform} returns; the work itself goes on in a thread of its own.
 */
final class EffectRunner implements AutoCloseable {
  private static final Duration RETRY_PAUSE = Duration.ofSeconds(5);
  private static final Duration USUAL_PATIENCE = Duration.ofMinutes(4);

  private final Fleet fleet;
  private final NodeFactory factory;
  private final NodeProcesses processes;
  private final NucleusStore nucleus;
  private final BootStatus boots;
  private final FlapTable flaps;
  private final EventLog events;
  private final InstantSource clock;
  private final Consumer<NodeFile> onStarted;
  private final AgentCare agents;
  private final Map<Role, Duration> patience = new ConcurrentHashMap<>();
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("effect-", 0).factory());

  /**
   * @param onStarted told every node whose process has begun
   */
  EffectRunner(
      Fleet fleet,
      NodeFactory factory,
      NodeProcesses processes,
      NucleusStore nucleus,
      BootStatus boots,
      FlapTable flaps,
      EventLog events,
      InstantSource clock,
      Consumer<NodeFile> onStarted) {
    this.fleet = fleet;
    this.factory = factory;
    this.processes = processes;
    this.nucleus = nucleus;
    this.boots = boots;
    this.flaps = flaps;
    this.events = events;
    this.clock = clock;
    this.onStarted = onStarted;
    this.agents = new AgentCare(fleet);
  }

  /** How long nodes of the role that leave may take to end their tasks. */
  void setPatience(Role role, Duration drain) {
    patience.put(role, drain);
  }

  /** Goes on with a node that an earlier controller had leave. */
  void resumeLeaving(NodeStatus node) {
    threads.execute(() -> leave(node, "it was leaving already"));
  }

  /**
   * @throws IOException if the goal can't be written; every other failure is an event, and shows in
   *     the life of the node
   */
  void perform(Effect effect) throws IOException {
    switch (effect) {
      case Effect.SetGoal(Goal goal) -> setGoal(goal);
      case Effect.Launch(Slot slot) -> launch(slot);
      case Effect.Restart(NodeId id, String why) ->
          fleet
              .update(id, node -> node.with(Life.STARTING))
              .ifPresent(node -> threads.execute(() -> restart(node, why)));
      case Effect.Leave(NodeId id, String why) ->
          fleet
              .update(id, node -> node.with(Life.ENDING))
              .ifPresent(node -> threads.execute(() -> leave(node, why)));
      case Effect.Retire(NodeId id, String why) ->
          fleet
              .update(id, node -> node.with(Life.ENDING))
              .ifPresent(node -> threads.execute(() -> retire(node, why)));
    }
  }

  private void setGoal(Goal goal) throws IOException {
    nucleus.setGoal(goal);
    String leaving = goal.leaving().isEmpty() ? "" : ", leaving: " + goal.leaving();
    events.add("controller", "the nucleus shall have " + goal.size() + " members" + leaving);
  }

  private void launch(Slot slot) {
    try {
      NodeFile node = factory.make(slot, fleet.all());
      fleet.put(NodeStatus.of(node, Life.STARTING));
      threads.execute(() -> start(node));
    } catch (IOException e) {
      Flaps now = flaps.died(slot, clock.instant());
      events.add(slot.toString(), "can't be started" + pause(now), e.getMessage());
    }
  }

  private void start(NodeFile node) {
    try {
      processes.killGroup(node); // of its last run, if any
      NodeFile started = processes.start(node);
      fleet.update(node.id(), status -> status.started(started.process()));
      events.add(node.label(), "started as " + node.id() + " at " + node.ip());
      onStarted.accept(started);
    } catch (IOException | RuntimeException e) {
      Flaps now = flaps.died(NodeStatus.of(node, Life.DEAD).slot(), clock.instant());
      events.add(node.label(), "can't be started" + pause(now), String.valueOf(e.getMessage()));
      fleet.update(node.id(), status -> status.with(Life.DEAD));
    }
  }

  private void restart(NodeStatus node, String why) {
    events.add(node.label(), "starts again, because " + why);
    start(node.file());
  }

  private void leave(NodeStatus node, String why) {
    NodeFile file = node.file();
    events.add(file.label(), "leaves (" + file.id() + "), because " + why + "; its tasks end");
    try {
      processes.markLeaving(file);
      Duration most = patience.getOrDefault(file.role(), USUAL_PATIENCE);
      switch (agents.drain(file, most)) {
        case DRAINED -> retire(node, why);
        case TOO_LONG -> {
          events.add(
              file.label(), "tasks still run after " + most.toSeconds() + " s and are killed");
          retire(node, why);
        }
        case NO_MASTER -> {
          events.add(file.label(), "no master answers; its tasks are killed");
          retire(node, why);
        }
        case CLOSED -> {}
      }
    } catch (IOException e) {
      events.add(file.label(), "can't be marked as leaving", String.valueOf(e.getMessage()));
      retire(node, why);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void retire(NodeStatus node, String why) {
    NodeFile file = node.file();
    try {
      processes.stop(file);
      processes.killAll(file);
      if (file.role() == Role.NUCLEUS) {
        nucleus.deregister(file.id());
      }
      boots.forget(file.id());
      processes.removeFiles(file);
      events.add(file.label(), "ended (" + file.id() + "), because " + why);
      fleet.remove(file.id());
      if (file.role() != Role.NUCLEUS) {
        agents.markGone(file);
      }
      factory.giveBack(file); // only now, so that no other agent has this address meanwhile
    } catch (IOException | RuntimeException e) {
      events.add(file.label(), "can't be removed, is tried again", String.valueOf(e.getMessage()));
      rest();
      fleet.update(file.id(), status -> status.with(Life.DEAD));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void rest() {
    try {
      Thread.sleep(RETRY_PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** For messages: how long a place stays empty. */
  static String pause(Flaps flaps) {
    return flaps.pause().isZero()
        ? ""
        : " (" + flaps.deaths() + " times lately; next try in " + flaps.pause().toSeconds() + " s)";
  }

  /** Returns once everything that was begun has ended; drains go on in the next controller. */
  @Override
  public void close() {
    agents.close();
    threads.close();
  }
}
