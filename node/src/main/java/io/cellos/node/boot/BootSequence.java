package io.cellos.node.boot;

import io.cellos.base.error.CellException;
import io.cellos.node.core.Boot;
import io.cellos.node.core.BootEffect;
import io.cellos.node.core.RetryPolicy;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the steps of a boot in the thread that calls {@link #run}; others may ask how far it is. */
public final class BootSequence {
  private static final Logger LOG = LoggerFactory.getLogger(BootSequence.class);

  private final Map<String, BootStep.Action> actions = new LinkedHashMap<>();
  private final StatusReporter reporter;
  private final Pauses pauses;
  private volatile Boot boot;
  private volatile String lastFailure = "";

  /**
   * @param steps in order, each name once
   */
  public BootSequence(
      List<BootStep> steps, RetryPolicy policy, StatusReporter reporter, Pauses pauses) {
    for (BootStep step : steps) {
      if (actions.put(step.name(), step.action()) != null) {
        throw new IllegalArgumentException("two steps are called " + step.name());
      }
    }
    this.reporter = reporter;
    this.pauses = pauses;
    this.boot = Boot.of(List.copyOf(actions.keySet()), policy);
  }

  /**
   * Boots, until the node is ready or a step failed for good.
   *
   * @throws InterruptedException if the node stops meanwhile
   */
  public void run() throws InterruptedException {
    Optional<Boot.Event> event = Optional.of(Boot.Event.BEGIN);
    while (event.isPresent()) {
      Boot.Transition transition = boot.on(event.get());
      boot = transition.next();
      event = Optional.empty();
      for (BootEffect effect : transition.effects()) {
        event = perform(effect);
      }
    }
  }

  /** How far the boot is. */
  public Boot state() {
    return boot;
  }

  /** For people: what the boot waits for, or why it failed; empty if there is nothing to say. */
  public String detail() {
    return switch (boot.phase()) {
      case NEW, READY -> "";
      case RUNNING -> boot.step() + reporter.waitingFor().map(" waits for "::concat).orElse("");
      case PAUSING -> boot.step() + " failed and is tried again: " + lastFailure;
      case FAILED -> boot.step() + " failed after " + boot.attempt() + " attempts: " + lastFailure;
    };
  }

  private Optional<Boot.Event> perform(BootEffect effect) throws InterruptedException {
    return switch (effect) {
      case BootEffect.Report(var step, var kind) -> {
        LOG.info("{} {}", step, kind);
        reporter.report(step, kind, pauses);
        yield Optional.empty();
      }
      case BootEffect.Run(var step) -> Optional.of(attempt(step));
      case BootEffect.Pause(var length) -> {
        pauses.pause(length);
        yield Optional.of(Boot.Event.PAUSE_OVER);
      }
    };
  }

  private Boot.Event attempt(String step) throws InterruptedException {
    try {
      actions.get(step).run(reporter::waitFor);
      return Boot.Event.STEP_DONE;
    } catch (StepFailedException | IOException | CellException e) {
      lastFailure = String.valueOf(e.getMessage());
      LOG.warn("{} failed: {}", step, lastFailure);
      return Boot.Event.STEP_FAILED;
    } catch (RuntimeException e) {
      lastFailure = e.toString();
      LOG.error("{} failed because of a bug", step, e);
      return Boot.Event.STEP_FAILED;
    } finally {
      reporter.waitNoLonger();
    }
  }
}
