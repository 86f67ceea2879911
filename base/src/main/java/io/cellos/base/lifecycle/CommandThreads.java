package io.cellos.base.lifecycle;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/**
 * Threads of programs that end soon. They are the platform's: where virtual threads read from
 * sockets a poller stays behind, and the JVM waits 0.3 s for it when it exits.
 */
public final class CommandThreads {
  private CommandThreads() {}

  /** Makes daemons with this name and a number. */
  public static ThreadFactory named(String prefix) {
    return Thread.ofPlatform().daemon().name(prefix, 0).factory();
  }

  /** A thread for each task. */
  public static ExecutorService perTask(String prefix) {
    return Executors.newThreadPerTaskExecutor(named(prefix));
  }
}
