package io.cellos.mesos.agent.launch;

import io.cellos.base.error.CellException;
import io.cellos.mesos.agent.check.Target;
import io.cellos.mesos.agent.core.AgentEffect;
import io.cellos.mesos.agent.core.AgentEvent;
import io.cellos.mesos.agent.fetch.Fetcher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.ResourceStatistics;
import org.apache.mesos.v1.Protos.TaskStatus.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts, ends and finds again the containers of tasks and executors. */
public final class Launcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Launcher.class);
  private static final String DESTROYED = "Container was destroyed while it was launched";

  private final Sandboxes sandboxes;
  private final Environments environments;
  private final Users users;
  private final Fetcher fetcher;
  private final Runner processes;
  private final Optional<Runner> docker;
  private final Consumer<AgentEvent> events;

  /** Containers that are being prepared, and by whom; who takes one out decides its fate. */
  private final Map<String, Thread> preparing = new ConcurrentHashMap<>();

  Launcher(
      Sandboxes sandboxes,
      Environments environments,
      Users users,
      Fetcher fetcher,
      Runner processes,
      Optional<Runner> docker,
      Consumer<AgentEvent> events) {
    this.sandboxes = sandboxes;
    this.environments = environments;
    this.users = users;
    this.fetcher = fetcher;
    this.processes = processes;
    this.docker = docker;
    this.events = events;
  }

  /** Returns at once. */
  public void launch(AgentInfo agent, AgentEffect.Launch launch) {
    Container container = new Container(launch);
    String id = container.id();
    Thread thread =
        Thread.ofVirtual().name("launch-" + id).unstarted(() -> launch(agent, container));
    preparing.put(id, thread);
    thread.start();
  }

  private void launch(AgentInfo agent, Container container) {
    String id = container.id();
    try {
      Runner runner = runner(container);
      Prepared prepared = prepare(agent, container);
      CommandInfo command = container.command();
      if (command.getUrisCount() > 0) {
        fetcher.fetch(command.getUrisList(), prepared.sandbox(), prepared.user());
      }
      if (container.isDocker()) {
        runner.start(prepared);
        if (preparing.remove(id) == null) {
          runner.destroy(id);
        }
      } else if (preparing.remove(id) != null) {
        runner.start(prepared);
      } else {
        failed(id, DESTROYED);
      }
    } catch (InterruptedException e) {
      failed(id, DESTROYED);
    } catch (IOException | CellException e) {
      failed(id, "Failed to launch container: " + e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("launch of container {}", id, e);
      failed(id, "Failed to launch container: " + e);
    }
  }

  private void failed(String id, String message) {
    preparing.remove(id);
    events.accept(new AgentEvent.NotLaunched(id, Reason.REASON_CONTAINER_LAUNCH_FAILED, message));
  }

  private Runner runner(Container container) throws LaunchException {
    if (container.isDocker()) {
      return docker.orElseThrow(
          () -> new LaunchException("No Docker engine answers on this machine"));
    }
    if (container.info().getMesos().hasImage()) {
      throw new LaunchException(
          "this agent runs images by a Docker engine only: make the container an app's of"
              + " \"type\": \"DOCKER\", in Mesos' API ContainerInfo.type DOCKER");
    }
    return processes;
  }

  private Prepared prepare(AgentInfo agent, Container container) throws IOException {
    AgentEffect.Launch launch = container.launch();
    Optional<String> user =
        container.isDocker() ? Optional.empty() : users.of(container.command(), launch.framework());
    Path sandbox = sandboxes.make(agent.getId(), container, user);
    Path directory = sandboxes.of(agent.getId(), launch.run());
    return new Prepared(
        container, sandbox, environments.of(agent, launch, directory, sandbox), user);
  }

  /** Sends a signal to the container's processes; returns whether there are any. */
  public boolean signal(String id, int signal) throws IOException {
    Optional<Runner> owner = owner(id);
    return owner.isPresent() && owner.get().signal(id, signal);
  }

  /** Whether the container runs, or is about to. */
  public boolean has(String id) {
    return preparing.containsKey(id) || owner(id).isPresent();
  }

  /** Asks the container's processes to end. */
  public void terminate(String id) {
    owner(id).ifPresent(runner -> runner.terminate(id));
  }

  private Optional<Runner> owner(String id) {
    return processes.has(id) ? Optional.of(processes) : docker.filter(d -> d.has(id));
  }

  /** Ends the container's processes, or keeps them from beginning. */
  public void destroy(String id) {
    Thread thread = preparing.remove(id);
    if (thread != null) {
      thread.interrupt();
      return;
    }
    try {
      Optional<Runner> owner = owner(id);
      if (owner.isPresent()) {
        owner.get().destroy(id);
      }
    } catch (IOException e) {
      LOG.warn("can't destroy container {}", id, e);
    }
  }

  /** Goes on with a container of an agent before this one; what it does now comes as events. */
  public void adopt(AgentEffect.Launch launch) {
    Container container = new Container(launch);
    try {
      if (!runner(container).adopt(container)) {
        failed(container.id(), "The agent was restarted before the container was launched");
      }
    } catch (IOException e) {
      failed(container.id(), "Can't find out what became of the container: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Removes containers in the Docker engine that an agent before this one left and no task knows.
   *
   * @param adopted the ids of those that were taken over
   */
  public void removeOrphans(Set<String> adopted) {
    docker.ifPresent(runner -> runner.removeOthers(id -> adopted.contains(id) || has(id)));
  }

  public void release(String id) {
    try {
      Optional<Runner> owner = owner(id);
      if (owner.isPresent()) {
        owner.get().release(id);
      }
    } catch (IOException e) {
      LOG.warn("what tells of container {} stays", id, e);
    }
  }

  /** Where the container of a task can be checked. */
  public Target target(AgentInfo agent, AgentEffect.Launch launch)
      throws IOException, InterruptedException {
    Container container = new Container(launch);
    return runner(container).target(prepare(agent, container));
  }

  /** What the container uses; nothing if it does not run. */
  public Optional<ResourceStatistics> statistics(String id)
      throws IOException, InterruptedException {
    Optional<Runner> owner = owner(id);
    return owner.isPresent() ? owner.get().statistics(id) : Optional.empty();
  }

  @Override
  public void close() {
    preparing.values().forEach(Thread::interrupt);
    docker.ifPresent(Runner::close);
    processes.close();
  }
}
