package io.cellos.mesos.agent.container.docker;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The containers of Mesos in a Docker engine: each is named {@code mesos-} and its id. */
@SuppressWarnings("DoNotCallSuggester")
public final class DockerContainers {
  private DockerContainers() {}

  /** The engine that DOCKER_HOST names, or this machine's. */
  public static DockerContainers of(Map<String, String> environment) {
    throw new UnsupportedOperationException();
  }

  /**
   * Asks the engine.
   *
   * @return its version
   * @throws DockerException if none answers, with the reason
   */
  public String version() throws DockerException {
    throw new UnsupportedOperationException();
  }

  /**
   * Pulls the image if need be, makes the container and starts it. If the thread is interrupted,
   * nothing is left.
   */
  public DockerContainer launch(DockerLaunch launch) throws DockerException, InterruptedException {
    throw new UnsupportedOperationException();
  }

  /** The container that runs, or has run, under this id. */
  public Optional<DockerContainer> find(String id) throws DockerException {
    throw new UnsupportedOperationException();
  }

  /** The ids of all that there are, running or not. */
  public List<String> ids() throws DockerException {
    throw new UnsupportedOperationException();
  }
}
