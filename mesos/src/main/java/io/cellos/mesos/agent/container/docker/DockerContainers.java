package io.cellos.mesos.agent.container.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.base.json.Json;
import io.cellos.mesos.agent.container.cgroup.Amounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The containers of an agent in a Docker engine: each is named {@code mesos-} and its id. All
 * methods can be interrupted.
 */
public final class DockerContainers {
  private static final Logger LOG = LoggerFactory.getLogger(DockerContainers.class);
  private static final String PREFIX = "mesos-";

  /** The label that says whose a container is; several agents may share an engine. */
  static final String OWNER = "io.cellos.mesos.agent";

  private final Engine engine;
  private final DockerSettings settings;
  private final String owner;

  private DockerContainers(Engine engine, DockerSettings settings, String owner) {
    this.engine = engine;
    this.settings = settings;
    this.owner = owner;
  }

  /**
   * The engine that the settings name, or this machine's. It is not asked yet.
   *
   * @param owner what tells this agent from others and stays when it restarts: its work_dir
   * @throws DockerException if the address of the engine can't be used
   */
  public static DockerContainers of(DockerSettings settings, String owner) throws DockerException {
    return new DockerContainers(new Engine(settings.engine()), settings, owner);
  }

  /**
   * Asks the engine.
   *
   * @return its version
   * @throws DockerException if none answers, with the reason
   */
  public String version() throws DockerException, InterruptedException {
    return engine.call("GET", "/version").path("Version").asText();
  }

  /**
   * Pulls the image if need be, makes the container and starts it. If that fails or the thread is
   * interrupted, nothing is left.
   */
  public DockerContainer launch(DockerLaunch launch) throws DockerException, InterruptedException {
    String name = PREFIX + launch.id();
    String image = launch.container().getDocker().getImage();
    ObjectNode spec = ContainerSpec.of(launch, name, owner);
    RegistryAuth auth = RegistryAuth.of(launch.sandbox(), settings);
    new Images(engine).ensure(image, launch.container().getDocker().getForcePullImage(), auth);
    EngineContainer container = new EngineContainer(engine, name, launch.amounts());
    boolean started = false;
    try {
      create(container, name, spec);
      engine.call("POST", "/containers/" + name + "/start");
      started = true;
      return container;
    } finally {
      if (!started) {
        removeQuietly(container);
      }
    }
  }

  private void create(EngineContainer container, String name, ObjectNode spec)
      throws DockerException, InterruptedException {
    String path = "/containers/create?name=" + Engine.encoded(name);
    try {
      engine.call("POST", path, spec);
    } catch (DockerException e) {
      if (e.status() != 409) {
        throw e;
      }
      LOG.info("{} is left from a launch that did not end", name);
      container.remove();
      engine.call("POST", path, spec);
    }
  }

  private static void removeQuietly(EngineContainer container) {
    try {
      container.remove();
    } catch (DockerException e) {
      LOG.warn("{} is left: {}", container.name(), e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The container that runs, or has run, under this id. One that never did is removed. */
  public Optional<DockerContainer> find(String id, Amounts amounts)
      throws DockerException, InterruptedException {
    EngineContainer container = new EngineContainer(engine, PREFIX + id, amounts);
    return switch (container.state()) {
      case "" -> Optional.empty();
      case "created" -> {
        container.remove();
        yield Optional.empty();
      }
      default -> Optional.of(container);
    };
  }

  /** The ids of all that this agent has, running or not. */
  public List<String> ids() throws DockerException, InterruptedException {
    String filters = Json.text(Map.of("label", List.of(OWNER + "=" + owner)));
    List<String> ids = new ArrayList<>();
    for (JsonNode container :
        engine.call("GET", "/containers/json?all=true&filters=" + Engine.encoded(filters))) {
      String name = container.path("Names").path(0).asText();
      if (name.startsWith("/" + PREFIX)) {
        ids.add(name.substring(PREFIX.length() + 1));
      }
    }
    return ids;
  }

  /** Kills the container and forgets it; no error if there is none. For those left over. */
  public void remove(String id) throws DockerException, InterruptedException {
    EngineContainer.remove(engine, PREFIX + id);
  }
}
