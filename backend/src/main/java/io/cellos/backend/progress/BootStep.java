package io.cellos.backend.progress;

import io.cellos.model.BootEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One step of a node's boot, put together from its events.
 *
 * @param end empty while it runs
 * @param retries how often it failed and began anew
 */
public record BootStep(
    String name, Instant begin, Optional<Instant> end, Outcome outcome, int retries) {
  public static final String ZOOKEEPER = "zookeeper";
  public static final String BARRIER = "zk-barrier";

  /** The last step: the node has booted when it ends. */
  public static final String READY = "ready";

  /** How the step stands. */
  public enum Outcome {
    RUNNING,
    DONE,
    FAILED,
    SKIPPED
  }

  /** The steps of a node in the order in which they began. */
  public static List<BootStep> of(List<BootEvent> events) {
    List<BootStep> steps = new ArrayList<>();
    for (BootEvent event : events) {
      int open = openStep(steps, event.step());
      BootStep step =
          open < 0
              ? new BootStep(event.step(), event.at(), Optional.empty(), Outcome.RUNNING, 0)
              : steps.remove(open);
      steps.add(open < 0 ? steps.size() : open, step.after(event));
    }
    return List.copyOf(steps);
  }

  private static int openStep(List<BootStep> steps, String name) {
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (steps.get(i).name.equals(name)) {
        return steps.get(i).outcome == Outcome.RUNNING ? i : -1;
      }
    }
    return -1;
  }

  private BootStep after(BootEvent event) {
    return switch (event.kind()) {
      case START -> this;
      case RETRY -> new BootStep(name, begin, end, outcome, retries + 1);
      case END -> ended(event.at(), Outcome.DONE);
      case FAILED -> ended(event.at(), Outcome.FAILED);
      case SKIPPED -> ended(event.at(), Outcome.SKIPPED);
    };
  }

  private BootStep ended(Instant at, Outcome how) {
    return new BootStep(name, begin, Optional.of(at), how, retries);
  }

  /** How long it took, or has taken so far. */
  public Duration took(Instant now) {
    Duration took = Duration.between(begin, end.orElse(now));
    return took.isNegative() ? Duration.ZERO : took;
  }

  /** When the node last became ready; empty if it is not. */
  public static Optional<Instant> readyAt(List<BootStep> steps) {
    return steps.stream()
        .filter(step -> step.name.equals(READY) && step.outcome == Outcome.DONE)
        .reduce((earlier, later) -> later)
        .flatMap(BootStep::end);
  }
}
