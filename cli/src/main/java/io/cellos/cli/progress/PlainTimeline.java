package io.cellos.cli.progress;

import io.cellos.backend.CellEvent;
import io.cellos.backend.NodeTimeline;
import io.cellos.backend.progress.BootStep;
import io.cellos.backend.progress.Progress;
import io.cellos.base.time.Durations;
import io.cellos.cli.output.Output;
import io.cellos.model.BootEvent;
import io.cellos.model.NodeId;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The timeline as lines that are only ever added: {@code nucleus-1 zookeeper end 1.3s}. */
final class PlainTimeline implements ProgressView {
  private final Output output;
  private final Instant since;
  private final Map<NodeId, List<BootEvent>> shown = new HashMap<>();
  private final Map<NodeId, String> waiting = new HashMap<>();
  private final Set<CellEvent> told = new HashSet<>();
  private boolean closed;

  PlainTimeline(Output output, Instant since) {
    this.output = output;
    this.since = since;
  }

  @Override
  public synchronized void show(Progress progress) {
    if (closed) {
      return;
    }
    progress.events().stream()
        .filter(event -> !event.at().isBefore(since) && told.add(event))
        .forEach(event -> output.line(ChangeText.plain(event)));
    for (NodeTimeline node : progress.nodes()) {
      List<BootEvent> events = node.events();
      List<BootEvent> before = shown.getOrDefault(node.node().id(), List.of());
      boolean continued =
          events.size() >= before.size() && events.subList(0, before.size()).equals(before);
      for (int i = continued ? before.size() : 0; i < events.size(); i++) {
        if (!events.get(i).at().isBefore(since)) {
          output.line(line(node.label(), events.subList(0, i + 1)));
        }
      }
      shown.put(node.node().id(), events);
    }
    progress.nodes().forEach(this::showWaiting);
  }

  private void showWaiting(NodeTimeline node) {
    String now = node.waitingFor().orElse("");
    String before = Objects.requireNonNullElse(waiting.put(node.node().id(), now), "");
    if (!now.isEmpty() && !now.equals(before)) {
      output.line("%-18s waits for %s".formatted(node.label(), now));
    }
  }

  private static String line(String label, List<BootEvent> upToNow) {
    BootEvent event = upToNow.getLast();
    String what = event.step() + " " + event.kind().name().toLowerCase(Locale.ROOT);
    BootStep step =
        BootStep.of(upToNow).stream()
            .filter(candidate -> candidate.name().equals(event.step()))
            .reduce((earlier, later) -> later)
            .orElseThrow();
    return switch (event.kind()) {
      case START, SKIPPED -> "%-18s %s".formatted(label, what);
      case END, FAILED, RETRY ->
          "%-18s %-28s %s".formatted(label, what, Durations.seconds(step.took(event.at())));
    };
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}
