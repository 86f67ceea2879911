package io.cellos.backend.progress;

import io.cellos.backend.CellEvent;
import io.cellos.backend.NodeTimeline;
import io.cellos.model.CellDescription;
import io.cellos.model.Health;
import io.cellos.model.NodeState;
import java.time.Instant;
import java.util.List;

/**
 * One look at a cell that somebody waits for.
 *
 * @param events of {@link io.cellos.backend.Backend#changeEvents}
 * @param problems what is wrong with the cell, each with what to do
 * @param at when the look was taken
 */
public record Progress(
    CellDescription cell,
    List<NodeTimeline> nodes,
    List<CellEvent> events,
    List<String> problems,
    Instant at) {
  public Progress {
    events = List.copyOf(events);
    nodes = List.copyOf(nodes);
    problems = List.copyOf(problems);
  }

  /** Whether the node serves, so that nobody waits for it any more. */
  public static boolean isReady(NodeTimeline timeline) {
    return timeline.node().state() == NodeState.RUNNING
        && timeline.node().health() == Health.HEALTHY;
  }

  /** Whether the node is being ended or has been. */
  public static boolean isLeaving(NodeTimeline timeline) {
    return timeline.node().state() == NodeState.STOPPING
        || timeline.node().state() == NodeState.STOPPED;
  }
}
