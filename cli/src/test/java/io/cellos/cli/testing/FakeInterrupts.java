package io.cellos.cli.testing;

import io.cellos.cli.terminal.Interrupts;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Ctrl-C that a test presses. */
public final class FakeInterrupts implements Interrupts {
  private final List<Runnable> actions = new CopyOnWriteArrayList<>();

  @Override
  public Registration onInterrupt(Runnable action) {
    actions.add(action);
    return () -> actions.remove(action);
  }

  /** Does what Ctrl-C would do now. */
  public void press() {
    actions.forEach(Runnable::run);
  }

  /** Whether Ctrl-C would do anything. */
  public boolean isAwaited() {
    return !actions.isEmpty();
  }
}
