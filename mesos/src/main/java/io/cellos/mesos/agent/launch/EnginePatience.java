package io.cellos.mesos.agent.launch;

import io.cellos.base.time.Deadline;
import io.cellos.mesos.agent.container.docker.DockerException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Work for a Docker engine that may not answer yet: after a start of the machine agents may be
 * there before it is.
 */
final class EnginePatience implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Map<String, Thread> waiting = new ConcurrentHashMap<>();

  /** Something that the engine is asked; more than once, if it does not answer. */
  interface Work {
    void run() throws DockerException, InterruptedException;
  }

  /**
   * Does it on a thread of its own.
   *
   * @param name of the work, one of a kind
   * @param failed hears why it can't be done
   */
  void begin(String name, Work work, Consumer<DockerException> failed) {
    Thread thread =
        Thread.ofVirtual().name("docker-" + name).unstarted(() -> persist(name, work, failed));
    waiting.put(name, thread);
    thread.start();
  }

  private void persist(String name, Work work, Consumer<DockerException> failed) {
    Deadline deadline = Deadline.in(LONGEST);
    try {
      while (true) {
        try {
          work.run();
          return;
        } catch (DockerException e) {
          if (e.status() != 0 || deadline.isPast()) {
            failed.accept(e);
            return;
          }
        }
        TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the agent ends
    } finally {
      waiting.remove(name);
    }
  }

  /** Whether the work goes on. */
  boolean has(String name) {
    return waiting.containsKey(name);
  }

  @Override
  public void close() {
    waiting.values().forEach(Thread::interrupt);
  }
}
