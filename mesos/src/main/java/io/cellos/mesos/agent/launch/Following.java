package io.cellos.mesos.agent.launch;

import io.cellos.mesos.agent.container.docker.DockerContainer;
import io.cellos.mesos.agent.container.docker.DockerException;
import io.cellos.mesos.agent.core.AgentEvent;
import io.cellos.mesos.agent.core.Limitation;
import io.cellos.mesos.agent.core.WaitStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.mesos.v1.Protos.NetworkInfo;
import org.apache.mesos.v1.Protos.TaskStatus.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A container in the engine, and the threads that copy its output and wait for its end.
 *
 * @param networks its addresses; none on the host's network
 */
record Following(DockerContainer docker, List<NetworkInfo> networks, List<Thread> threads) {
  private static final Logger LOG = LoggerFactory.getLogger(Following.class);
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  /**
   * @param progress the file that remembers how much of the output is copied
   * @param events hears of the end
   */
  static Following of(
      String id, DockerContainer docker, Path sandbox, Path progress, Consumer<AgentEvent> events)
      throws DockerException, InterruptedException {
    Thread logs =
        Thread.ofVirtual()
            .name("logs-" + id)
            .unstarted(() -> copyLogs(id, docker, sandbox, progress));
    Thread end =
        Thread.ofVirtual().name("end-" + id).unstarted(() -> await(id, docker, logs, events));
    return new Following(docker, docker.networks(), List.of(logs, end));
  }

  void start() {
    threads.forEach(Thread::start);
  }

  /** The container goes on. */
  void stop() {
    threads.forEach(Thread::interrupt);
  }

  private static void copyLogs(String id, DockerContainer docker, Path sandbox, Path progress) {
    try {
      docker.copyLogs(sandbox, progress);
    } catch (DockerException e) {
      LOG.warn("the output of container {} is not copied any more: {}", id, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void await(
      String id, DockerContainer docker, Thread logs, Consumer<AgentEvent> events) {
    try {
      DockerContainer.Exit exit = docker.await();
      logs.join(LAST_WORDS); // they are part of the sandbox
      Optional<Limitation> limitation =
          exit.outOfMemory()
              ? Optional.of(
                  new Limitation(
                      Reason.REASON_CONTAINER_LIMITATION_MEMORY,
                      "Memory limit exceeded",
                      List.of()))
              : Optional.empty();
      events.accept(
          new AgentEvent.Ended(id, Optional.of(new WaitStatus(exit.status())), limitation));
    } catch (DockerException e) {
      LOG.warn("can't follow container {}: {}", id, e.getMessage());
      events.accept(new AgentEvent.Ended(id, Optional.empty(), Optional.empty()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the agent ends, the container does not
    }
  }
}
