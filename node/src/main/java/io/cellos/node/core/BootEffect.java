package io.cellos.node.core;

import io.cellos.model.BootEvent;
import java.time.Duration;

/** What a boot wants done; performed elsewhere, in the order given. */
public sealed interface BootEffect {

  /** Tell the shared store what happened to the step. */
  record Report(String step, BootEvent.Kind kind) implements BootEffect {}

  /** Run the step, then say {@code STEP_DONE} or {@code STEP_FAILED}. */
  record Run(String step) implements BootEffect {}

  /** Wait, then say {@code PAUSE_OVER}. */
  record Pause(Duration length) implements BootEffect {}
}
