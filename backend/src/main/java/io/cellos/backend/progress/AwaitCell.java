package io.cellos.backend.progress;

import io.cellos.backend.Backend;
import io.cellos.base.error.CellException;
import io.cellos.base.error.ExitCode;
import io.cellos.model.CellName;
import io.cellos.model.CellStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Waits until a cell is as wanted, or until it can not become so by waiting. */
public final class AwaitCell {
  /** How long a cell may look lost, as when its controller is just being started, before it is. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Backend backend;
  private final Pace pace;

  public AwaitCell(Backend backend, Pace pace) {
    this.backend = backend;
    this.pace = pace;
  }

  /**
   * Looks at the cell, at the backend's tempo, until the goal is reached.
   *
   * @param watcher is told each look
   * @return the look that showed the goal reached
   * @throws CellException TIMED_OUT naming what each node still waits for; FAILED if a node failed
   *     for good, with the end of its log, or if nobody keeps the cell alive; NO_SUCH_CELL if it is
   *     gone
   */
  public Progress await(Wish wish, Consumer<Progress> watcher) throws InterruptedException {
    long begin = pace.nanoTime();
    long soundAt = begin;
    while (true) {
      Look look = look(wish.cell());
      Optional<Progress> progress = look.progress();
      if (progress.isPresent()) {
        watcher.accept(progress.get());
        if (wish.goal().isReached(progress.get().cell())) {
          return progress.get();
        }
        throwIfFailed(wish, progress.get());
        throwIfNodeFailed(wish, progress.get());
      }
      long now = pace.nanoTime();
      soundAt = look.trouble().isPresent() ? soundAt : now;
      boolean lost = now - soundAt > patience().toNanos();
      boolean late = now - begin >= wish.timeout().toNanos();
      if (look.trouble().isPresent() && (lost || late)) {
        throw look.trouble().get();
      }
      if (late) {
        throw StillWaiting.report(progress.orElseThrow(), wish);
      }
      pace.pause(backend.tempo().betweenLooks());
    }
  }

  /** A few looks at least: one that failed on the way to a cloud is no loss. */
  private Duration patience() {
    Duration looks = backend.tempo().betweenLooks().multipliedBy(3);
    return looks.compareTo(PATIENCE) > 0 ? looks : PATIENCE;
  }

  /** What a look showed; there is trouble if the cell could not be seen or is kept by nobody. */
  private record Look(Optional<Progress> progress, Optional<CellException> trouble) {}

  private Look look(CellName name) {
    try {
      Progress progress =
          new Progress(
              backend.describe(name),
              backend.timeline(name),
              backend.changeEvents(name),
              backend.problems(name),
              pace.now());
      return new Look(Optional.of(progress), lost(progress));
    } catch (CellException e) {
      if (e.exitCode() != ExitCode.FAILED) {
        throw e;
      }
      return new Look(Optional.empty(), Optional.of(e));
    }
  }

  private static Optional<CellException> lost(Progress progress) {
    String name = progress.cell().cell();
    return switch (progress.cell().status()) {
      case CREATING, RUNNING, DEGRADED, FAILED -> Optional.empty();
      case STOPPED ->
          Optional.of(CellException.failed("cell " + name + " is stopped", "cell start " + name));
      case DELETING ->
          Optional.of(
              CellException.failed(
                  "cell " + name + " is being deleted", "finish that: cell delete " + name));
      case DAMAGED ->
          Optional.of(
              CellException.failed(
                  String.join("\n", damage(progress)),
                  "bring it back with its data: cell start " + name));
    };
  }

  private static List<String> damage(Progress progress) {
    return progress.problems().isEmpty()
        ? List.of("cell " + progress.cell().cell() + " is damaged: nobody keeps its groups alive")
        : progress.problems();
  }

  /** No patience with this one: nothing changes any more. */
  private static void throwIfFailed(Wish wish, Progress progress) {
    if (progress.cell().status() == CellStatus.FAILED) {
      StringBuilder cause = new StringBuilder("cell " + wish.cell() + " could not be made");
      progress.problems().forEach(problem -> cause.append("\n    ").append(problem));
      throw CellException.failed(
          cause.toString(),
          "see what happened: cell log %1$s --no-follow; remove it: cell delete %1$s; then try again: %2$s"
              .formatted(wish.cell(), wish.again()));
    }
  }

  private void throwIfNodeFailed(Wish wish, Progress progress) throws InterruptedException {
    Optional<FailedNode> failed = FailedNode.in(progress);
    if (failed.isPresent()) {
      throw failed.get().report(backend, wish);
    }
  }
}
