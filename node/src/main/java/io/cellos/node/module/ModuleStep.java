package io.cellos.node.module;

import io.cellos.node.boot.BootStep;
import io.cellos.node.boot.Pauses;
import java.time.Duration;

/** The boot step of a built-in module: it is done as soon as the module serves. */
public final class ModuleStep {
  private static final Duration PAUSE = Duration.ofMillis(50);

  private ModuleStep() {}

  public static BootStep of(NodeModule module, Pauses pauses) {
    return new BootStep(
        module.name(),
        waiting -> {
          module.start();
          while (!module.isWell()) {
            waiting.on(module.waitingFor().orElse(module.name() + " to serve"));
            pauses.pause(PAUSE);
          }
        });
  }
}
