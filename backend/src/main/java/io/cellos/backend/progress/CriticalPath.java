package io.cellos.backend.progress;

import io.cellos.backend.NodeTimeline;
import io.cellos.model.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The chain of steps that decided how long the whole took: nothing outside it, made faster alone,
 * would have ended the whole sooner.
 *
 * @param total from the origin until the last node was ready; the sum of the legs
 * @param legs in order of time
 */
public record CriticalPath(Duration total, List<Leg> legs) {
  /** The name of the leg before a node reported its first step: its process was being started. */
  public static final String LAUNCH = "launch";

  /** A part of the path, from the end of the leg before to the end of this step. */
  public record Leg(String node, String step, Duration took) {}

  private record Track(NodeTimeline node, List<BootStep> steps) {
    static Track of(NodeTimeline node) {
      return new Track(node, BootStep.of(node.events()));
    }

    Optional<BootStep> done(String name) {
      return steps.stream()
          .filter(s -> s.name().equals(name) && s.outcome() == BootStep.Outcome.DONE)
          .reduce((earlier, later) -> later);
    }
  }

  /**
   * Walks back from the node that was ready last. Where it waited at the barrier for the ensemble,
   * the path goes on with the nucleus node whose ZooKeeper came last.
   *
   * @param origin when the whole began; nodes that were ready before do not count
   * @return empty if no node became ready since
   */
  public static Optional<CriticalPath> of(Instant origin, List<NodeTimeline> nodes) {
    List<Track> tracks = nodes.stream().map(Track::of).toList();
    return tracks.stream()
        .filter(track -> readyAt(track).isAfter(origin))
        .max(Comparator.comparing(CriticalPath::readyAt))
        .map(last -> walk(origin, last, tracks));
  }

  private static Instant readyAt(Track track) {
    return BootStep.readyAt(track.steps).orElse(Instant.MIN);
  }

  private static CriticalPath walk(Instant origin, Track last, List<Track> tracks) {
    Path path = new Path(origin);
    Optional<BootStep> barrier = last.done(BootStep.BARRIER);
    Optional<Track> awaited = barrier.flatMap(step -> awaitedBy(step, last, tracks));
    if (awaited.isPresent()) {
      path.addUntil(awaited.get(), BootStep.ZOOKEEPER);
      path.addFrom(last, BootStep.BARRIER);
    } else {
      path.addFrom(last, last.steps.getFirst().name());
    }
    return new CriticalPath(Duration.between(origin, readyAt(last)), path.legs);
  }

  /** The nucleus node whose ZooKeeper came last while the other node waited at the barrier. */
  private static Optional<Track> awaitedBy(BootStep barrier, Track waiting, List<Track> tracks) {
    return tracks.stream()
        .filter(track -> !track.equals(waiting) && track.node.role() == Role.NUCLEUS)
        .filter(
            track ->
                zookeeperEnd(track).isAfter(barrier.begin())
                    && !zookeeperEnd(track).isAfter(barrier.end().orElseThrow()))
        .max(Comparator.comparing(CriticalPath::zookeeperEnd));
  }

  private static Instant zookeeperEnd(Track track) {
    return track.done(BootStep.ZOOKEEPER).flatMap(BootStep::end).orElse(Instant.MIN);
  }

  private static final class Path {
    private final List<Leg> legs = new ArrayList<>();
    private Instant at;

    Path(Instant origin) {
      this.at = origin;
    }

    void addUntil(Track track, String lastStep) {
      for (BootStep step : track.steps) {
        add(track, step);
        if (step.name().equals(lastStep)) {
          return;
        }
      }
    }

    void addFrom(Track track, String firstStep) {
      boolean begun = false;
      for (BootStep step : track.steps) {
        begun = begun || step.name().equals(firstStep);
        if (begun) {
          add(track, step);
        }
      }
    }

    private void add(Track track, BootStep step) {
      Instant end = step.end().orElse(at);
      if (!end.isAfter(at)) {
        return; // before the origin, or took no time
      }
      if (legs.isEmpty() && step.begin().isAfter(at)) {
        legs.add(new Leg(track.node.label(), LAUNCH, Duration.between(at, step.begin())));
        at = step.begin();
      }
      if (end.isAfter(at)) {
        legs.add(new Leg(track.node.label(), step.name(), Duration.between(at, end)));
        at = end;
      }
    }
  }
}
