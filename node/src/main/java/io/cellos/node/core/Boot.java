package io.cellos.node.core;

import io.cellos.model.BootEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a node is in its boot. Steps run one after the other; a step that fails is tried again
 * after a pause, and when its attempts are used up the boot has failed for good.
 *
 * @param steps all steps in order, the last one being {@code ready}
 * @param current index of the step in {@code steps}; behind the last one when ready
 * @param attempt of the current step, counted from 1
 */
public record Boot(List<String> steps, RetryPolicy policy, Phase phase, int current, int attempt) {

  /** What the boot does right now. */
  public enum Phase {
    NEW,
    /** The current step runs. */
    RUNNING,
    /** The current step failed and is tried again soon. */
    PAUSING,
    READY,
    FAILED
  }

  /** What happened. */
  public enum Event {
    BEGIN,
    STEP_DONE,
    STEP_FAILED,
    PAUSE_OVER
  }

  public Boot {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("a boot has at least one step");
    }
  }

  public static Boot of(List<String> steps, RetryPolicy policy) {
    return new Boot(steps, policy, Phase.NEW, 0, 1);
  }

  /** The step that runs, pauses or failed. */
  public String step() {
    return steps.get(Math.min(current, steps.size() - 1));
  }

  /** Whether nothing happens any more. */
  public boolean isOver() {
    return phase == Phase.READY || phase == Phase.FAILED;
  }

  /**
   * Takes in what happened.
   *
   * @return the new state and what is to be done, in this order
   * @throws IllegalStateException if that can't happen in this phase
   */
  public Transition on(Event event) {
    return switch (phase) {
      case NEW -> event == Event.BEGIN ? begin(0) : impossible(event);
      case RUNNING ->
          switch (event) {
            case STEP_DONE -> done();
            case STEP_FAILED -> failed();
            case BEGIN, PAUSE_OVER -> impossible(event);
          };
      case PAUSING -> event == Event.PAUSE_OVER ? again() : impossible(event);
      case READY, FAILED -> impossible(event);
    };
  }

  private Transition begin(int index, BootEffect... before) {
    Boot next = new Boot(steps, policy, Phase.RUNNING, index, 1);
    List<BootEffect> effects = new ArrayList<>(List.of(before));
    effects.add(new BootEffect.Report(next.step(), BootEvent.Kind.START));
    effects.add(new BootEffect.Run(next.step()));
    return new Transition(next, effects);
  }

  private Transition done() {
    BootEffect end = new BootEffect.Report(step(), BootEvent.Kind.END);
    if (current + 1 < steps.size()) {
      return begin(current + 1, end);
    }
    return new Transition(with(Phase.READY, current + 1, 1), List.of(end));
  }

  private Transition failed() {
    if (attempt < policy.attempts()) {
      return new Transition(
          with(Phase.PAUSING, current, attempt),
          List.of(
              new BootEffect.Report(step(), BootEvent.Kind.RETRY),
              new BootEffect.Pause(policy.pauseAfter(attempt))));
    }
    return new Transition(
        with(Phase.FAILED, current, attempt),
        List.of(new BootEffect.Report(step(), BootEvent.Kind.FAILED)));
  }

  private Transition again() {
    return new Transition(
        with(Phase.RUNNING, current, attempt + 1), List.of(new BootEffect.Run(step())));
  }

  private Boot with(Phase nextPhase, int nextCurrent, int nextAttempt) {
    return new Boot(steps, policy, nextPhase, nextCurrent, nextAttempt);
  }

  private Transition impossible(Event event) {
    throw new IllegalStateException(event + " while " + phase + " at step " + step());
  }

  /** A new state and the effects that lead there. */
  public record Transition(Boot next, List<BootEffect> effects) {
    public Transition {
      effects = List.copyOf(effects);
    }
  }
}
