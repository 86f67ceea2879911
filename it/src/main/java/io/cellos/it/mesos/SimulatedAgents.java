package io.cellos.it.mesos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Many agents in one JVM, connected to a real master. Their tasks run as soon as they are launched
 * and end when they are killed; no process is started.
 */
public final class SimulatedAgents implements AutoCloseable {
  /** So many registrations are under way at once. */
  private static final int AT_ONCE = 64;

  private final List<SimulatedAgent> agents = new ArrayList<>();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  private SimulatedAgents() {}

  /**
   * Returns when all of them are registered.
   *
   * @param resources of each agent, such as {@code cpus:8;mem:8192}
   * @throws IOException if one is not admitted
   */
  public static SimulatedAgents start(URI master, int count, String resources)
      throws IOException, InterruptedException {
    SimulatedAgents all = new SimulatedAgents();
    Semaphore slots = new Semaphore(AT_ONCE);
    for (int index = 0; index < count; index++) {
      slots.acquire();
      SimulatedAgent agent = new SimulatedAgent(all.http, master, index, resources);
      all.agents.add(agent);
      Thread.ofVirtual().name("agent-" + index).start(() -> agent.run(slots::release));
    }
    slots.acquire(AT_ONCE);
    for (SimulatedAgent agent : all.agents) {
      agent
          .failure()
          .ifPresent(
              failure -> {
                all.close();
                throw new IllegalStateException("simulated agent: " + failure);
              });
    }
    return all;
  }

  @Override
  public void close() {
    agents.forEach(SimulatedAgent::close);
    http.shutdownNow();
  }
}
