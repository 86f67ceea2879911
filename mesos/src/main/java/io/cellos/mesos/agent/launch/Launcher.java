package io.cellos.mesos.agent.launch;

import io.cellos.base.error.CellException;
import io.cellos.mesos.agent.container.ProcessSpec;
import io.cellos.mesos.agent.container.Processes;
import io.cellos.mesos.agent.container.Signals;
import io.cellos.mesos.agent.core.AgentEffect;
import io.cellos.mesos.agent.core.AgentEvent;
import io.cellos.mesos.agent.core.Kind;
import io.cellos.mesos.agent.core.WaitStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.ContainerInfo;
import org.apache.mesos.v1.Protos.NetworkInfo;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskStatus.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts, ends and finds again the containers of tasks and executors. */
public final class Launcher implements Processes.Listener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Launcher.class);

  /** More at once would only wait for each other. */
  private static final int STARTS_AT_ONCE = 4;

  private final Sandboxes sandboxes;
  private final Environments environments;
  private final Users users;
  private final NetworkInfo network;
  private final Consumer<AgentEvent> events;
  private final Processes processes;
  private final Semaphore starts = new Semaphore(STARTS_AT_ONCE);

  /** Containers that are being prepared, and by whom; who takes one out decides its fate. */
  private final Map<String, Thread> preparing = new ConcurrentHashMap<>();

  /**
   * @param traces where processes leave word of themselves
   * @param events hears what becomes of containers
   */
  public Launcher(
      Sandboxes sandboxes,
      Environments environments,
      Users users,
      String ip,
      Path traces,
      Consumer<AgentEvent> events)
      throws IOException {
    this.sandboxes = sandboxes;
    this.environments = environments;
    this.users = users;
    this.network =
        NetworkInfo.newBuilder()
            .addIpAddresses(NetworkInfo.IPAddress.newBuilder().setIpAddress(ip))
            .build();
    this.events = events;
    this.processes = Processes.open(traces, this);
  }

  /** Returns at once. */
  public void launch(AgentInfo agent, AgentEffect.Launch launch) {
    String id = launch.container().getValue();
    Thread thread =
        Thread.ofVirtual().name("launch-" + id).unstarted(() -> prepare(agent, launch, id));
    preparing.put(id, thread);
    thread.start();
  }

  private void prepare(AgentInfo agent, AgentEffect.Launch launch, String id) {
    try {
      ProcessSpec spec = spec(agent, launch);
      starts.acquire();
      try {
        if (preparing.remove(id) != null) {
          processes.start(spec);
        } else {
          failed(id, "Container was destroyed while it was launched");
        }
      } finally {
        starts.release();
      }
    } catch (InterruptedException e) {
      failed(id, "Container was destroyed while it was launched");
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

  private ProcessSpec spec(AgentInfo agent, AgentEffect.Launch launch)
      throws IOException, InterruptedException {
    CommandInfo command =
        launch.kind() == Kind.CUSTOM
            ? launch.executor().getCommand()
            : launch.task().orElseThrow().getCommand();
    ContainerInfo container =
        launch.task().map(TaskInfo::getContainer).orElse(launch.executor().getContainer());
    if (container.getMesos().hasImage()) {
      throw new LaunchException("Images run in Docker containers only (ContainerInfo.type DOCKER)");
    }
    Optional<String> user = users.of(command, launch.framework());
    Path sandbox = sandboxes.make(agent.getId(), launch, user);
    Path directory = sandboxes.make(agent.getId(), launch.run());
    return new ProcessSpec(
        launch.container().getValue(),
        sandbox,
        Commands.words(command, user),
        environments.of(agent, launch, directory, sandbox),
        List.of());
  }

  /** Asks the container's processes to end. */
  public void terminate(String id) {
    processes.signal(id, Signals.TERM);
  }

  /** Ends the container's processes, or keeps them from beginning. */
  public void destroy(String id) {
    Thread thread = preparing.remove(id);
    if (thread != null) {
      thread.interrupt();
      return;
    }
    try {
      processes.destroy(id);
    } catch (IOException e) {
      LOG.warn("can't destroy container {}", id, e);
    }
  }

  /** Goes on with a container of an agent before this one; what it does now comes as events. */
  public void adopt(String id) {
    try {
      if (!processes.adopt(id)) {
        failed(id, "The agent was restarted before the container was launched");
      }
    } catch (IOException e) {
      failed(id, "Can't find out what became of the container: " + e.getMessage());
    }
  }

  public void release(String id) {
    try {
      processes.forget(id);
    } catch (IOException e) {
      LOG.warn("what tells of container {} stays", id, e);
    }
  }

  @Override
  public void started(String id, long pid) {
    events.accept(new AgentEvent.Launched(id, List.of(network)));
  }

  @Override
  public void prevented(String id) {
    failed(id, "Container was destroyed while it was launched");
  }

  @Override
  public void ended(String id, Optional<WaitStatus> status) {
    events.accept(new AgentEvent.Ended(id, status, Optional.empty()));
  }

  @Override
  public void close() {
    preparing.values().forEach(Thread::interrupt);
    processes.close();
  }
}
