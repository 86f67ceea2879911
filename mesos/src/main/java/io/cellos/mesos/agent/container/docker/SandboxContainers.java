package io.cellos.mesos.agent.container.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Containers of tasks in an engine, known by where their sandbox is on this machine: for whoever
 * cleans up after agents that are gone, of this program or of Apache Mesos.
 */
public final class SandboxContainers {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** How engines that are in a virtual machine name directories of this machine. */
  private static final String SHARED = "/host_mnt";

  private final Engine engine;

  /**
   * A container of a task.
   *
   * @param name for people
   */
  public record Found(String id, String name, boolean isRunning) {}

  private SandboxContainers(Engine engine) {
    this.engine = engine;
  }

  /**
   * It is not asked yet, and given up soon when it is.
   *
   * @throws DockerException if the address of the engine can't be used
   */
  public static SandboxContainers of(DockerSettings settings) throws DockerException {
    return new SandboxContainers(new Engine(settings.engine(), LIMIT));
  }

  /** All whose sandbox is somewhere in the directory. */
  public List<Found> below(Path directory) throws DockerException, InterruptedException {
    String prefix = directory.toAbsolutePath() + "/";
    List<Found> found = new ArrayList<>();
    for (JsonNode container : engine.call("GET", "/containers/json?all=true")) {
      if (isBelow(container, prefix)) {
        found.add(
            new Found(
                container.path("Id").asText(),
                container.path("Names").path(0).asText().replaceFirst("^/", ""),
                container.path("State").asText().equals("running")));
      }
    }
    return found;
  }

  private static boolean isBelow(JsonNode container, String prefix) {
    for (JsonNode mount : container.path("Mounts")) {
      String source = mount.path("Source").asText();
      if (mount.path("Destination").asText().equals(DockerLaunch.SANDBOX)
          && (source.startsWith(prefix) || source.startsWith(SHARED + prefix))) {
        return true;
      }
    }
    return false;
  }

  /** Kills it if it runs; no error if it has gone. */
  public void remove(Found container) throws DockerException, InterruptedException {
    EngineContainer.remove(engine, container.id());
  }
}
