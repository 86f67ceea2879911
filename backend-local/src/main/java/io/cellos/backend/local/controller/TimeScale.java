package io.cellos.backend.local.controller;

import io.cellos.backend.NodeTimeline;
import io.cellos.base.time.Durations;
import io.cellos.model.BootEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns the boots of nodes into bars on one scale of time each node begins at 0, because nodes that
 * were replaced booted at another time.
 *
 * @param longest of all boots
 */
record TimeScale(Duration longest) {

  /**
   * One bar.
   *
   * @param left where it begins, in per cent
   * @param width in per cent
   * @param outcome {@code done}, {@code open} or {@code failed}
   */
  record Step(String name, double left, double width, String seconds, String outcome) {}

  static TimeScale of(List<NodeTimeline> timelines) {
    return new TimeScale(
        timelines.stream()
            .map(node -> Duration.between(begin(node), end(node)))
            .max(Comparator.naturalOrder())
            .filter(duration -> duration.toMillis() > 0)
            .orElse(Duration.ofMillis(1)));
  }

  List<Step> steps(NodeTimeline node) {
    Map<String, BootEvent> begun = new LinkedHashMap<>();
    List<Step> steps = new ArrayList<>();
    for (BootEvent event : node.events()) {
      switch (event.kind()) {
        case START -> begun.put(event.step(), event);
        case END -> add(steps, node, begun.remove(event.step()), event.at(), "done");
        case FAILED -> add(steps, node, begun.remove(event.step()), event.at(), "failed");
        case SKIPPED, RETRY -> {}
      }
    }
    begun.values().forEach(open -> add(steps, node, open, end(node), "open"));
    return steps;
  }

  private void add(
      List<Step> steps, NodeTimeline node, BootEvent begin, Instant end, String outcome) {
    if (begin != null) {
      double left = percent(Duration.between(begin(node), begin.at()));
      double width = percent(Duration.between(begin.at(), end));
      String seconds = Durations.seconds(Duration.between(begin.at(), end));
      steps.add(new Step(begin.step(), left, width, seconds, outcome));
    }
  }

  private double percent(Duration duration) {
    return Math.clamp(100.0 * duration.toMillis() / longest.toMillis(), 0, 100);
  }

  private static Instant begin(NodeTimeline node) {
    return node.events().isEmpty() ? Instant.EPOCH : node.events().getFirst().at();
  }

  private static Instant end(NodeTimeline node) {
    return node.events().isEmpty() ? Instant.EPOCH : node.events().getLast().at();
  }
}
