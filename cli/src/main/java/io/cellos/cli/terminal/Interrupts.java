package io.cellos.cli.terminal;

/** What to do when the user presses Ctrl-C (or ends the program otherwise). */
public interface Interrupts {

  /** Runs the action on Ctrl-C; afterwards the program ends. Closing the result forgets it. */
  Registration onInterrupt(Runnable action);

  /** Something that is to happen on Ctrl-C. */
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  /** The Ctrl-C of this process; it exits with 130 then. */
  static Interrupts ofProcess() {
    return action -> {
      Thread hook = Thread.ofPlatform().name("interrupted").unstarted(action);
      Runtime.getRuntime().addShutdownHook(hook);
      return () -> {
        try {
          Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
          // the program is ending: the hook runs, as it should
        }
      };
    };
  }
}
