package io.cellos.mesos.agent.launch;

import io.cellos.mesos.agent.check.Target;
import io.cellos.mesos.agent.checkpoint.WorkDir;
import io.cellos.mesos.agent.container.Signals;
import io.cellos.mesos.agent.container.docker.DockerContainer;
import io.cellos.mesos.agent.container.docker.DockerContainers;
import io.cellos.mesos.agent.container.docker.DockerException;
import io.cellos.mesos.agent.container.docker.DockerLaunch;
import io.cellos.mesos.agent.core.AgentEvent;
import io.cellos.mesos.agent.core.Limitation;
import io.cellos.mesos.agent.core.Volumes;
import io.cellos.mesos.agent.core.WaitStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.mesos.v1.Protos.NetworkInfo;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.ResourceStatistics;
import org.apache.mesos.v1.Protos.TaskStatus.Reason;
import org.apache.mesos.v1.Protos.Volume;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Containers in a Docker engine. */
final class DockerRunner implements Runner {
  private static final Logger LOG = LoggerFactory.getLogger(DockerRunner.class);

  /** The core says when a container has had its time. */
  private static final Duration UNTIL_DESTROYED = Duration.ofHours(1);

  private final DockerContainers engine;
  private final WorkDir dir;
  private final InetAddress ip;
  private final boolean quota;
  private final Function<Container, Path> sandboxes;
  private final Consumer<AgentEvent> events;
  private final Map<String, DockerContainer> running = new ConcurrentHashMap<>();
  private final Map<String, List<Thread>> threads = new ConcurrentHashMap<>();

  /**
   * @param sandboxes where the sandbox of a container is
   */
  DockerRunner(
      DockerContainers engine,
      WorkDir dir,
      InetAddress ip,
      boolean quota,
      Function<Container, Path> sandboxes,
      Consumer<AgentEvent> events) {
    this.engine = engine;
    this.dir = dir;
    this.ip = ip;
    this.quota = quota;
    this.sandboxes = sandboxes;
    this.events = events;
  }

  @Override
  public void start(Prepared prepared) throws IOException, InterruptedException {
    Container container = prepared.container();
    DockerContainer started =
        engine.launch(
            new DockerLaunch(
                container.id(),
                container.info(),
                container.command(),
                prepared.environment(),
                container.resources(),
                container.amounts(quota),
                prepared.sandbox(),
                mounts(container)));
    follow(container, started);
  }

  private List<DockerLaunch.Mount> mounts(Container container) {
    List<DockerLaunch.Mount> mounts = new ArrayList<>();
    for (Resource resource : container.resources()) {
      if (Volumes.isVolume(resource)) {
        Volume volume = resource.getDisk().getVolume();
        mounts.add(
            new DockerLaunch.Mount(
                dir.volume(resource),
                volume.getContainerPath(),
                volume.getMode() == Volume.Mode.RO));
      }
    }
    return mounts;
  }

  private void follow(Container container, DockerContainer docker)
      throws DockerException, InterruptedException {
    String id = container.id();
    Path sandbox = sandboxes.apply(container);
    List<NetworkInfo> networks = docker.networks();
    if (networks.isEmpty()) {
      networks = List.of(Container.network(ip));
    }
    running.put(id, docker);
    events.accept(new AgentEvent.Launched(id, networks));
    Thread logs = Thread.ofVirtual().name("logs-" + id).start(() -> copyLogs(id, docker, sandbox));
    Thread end = Thread.ofVirtual().name("end-" + id).start(() -> await(id, docker, logs));
    threads.put(id, List.of(logs, end));
  }

  private void copyLogs(String id, DockerContainer docker, Path sandbox) {
    try {
      docker.copyLogs(sandbox, progress(id));
    } catch (DockerException e) {
      LOG.warn("the output of container {} is not copied any more: {}", id, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Beside what tells of processes, and like that kept until the end is written down. */
  private Path progress(String id) {
    return dir.meta().resolve("processes").resolve(WorkDir.name(id) + ".logs");
  }

  private void await(String id, DockerContainer docker, Thread logs) {
    try {
      DockerContainer.Exit exit = docker.await();
      logs.join(Duration.ofSeconds(5)); // what it said last is part of the sandbox
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

  @Override
  public boolean adopt(Container container) throws IOException, InterruptedException {
    Optional<DockerContainer> found = engine.find(container.id(), container.amounts(quota));
    if (found.isPresent()) {
      follow(container, found.get());
    }
    return found.isPresent();
  }

  @Override
  public boolean has(String id) {
    return running.containsKey(id);
  }

  /** Does it on a thread of its own, because the engine may take its time. */
  private void later(String what, String id, Work work) {
    DockerContainer docker = running.get(id);
    if (docker == null) {
      return;
    }
    Thread.ofVirtual()
        .name(what + "-" + id)
        .start(
            () -> {
              try {
                work.on(docker);
              } catch (DockerException e) {
                LOG.warn("can't {} container {}: {}", what, id, e.getMessage());
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private interface Work {
    void on(DockerContainer docker) throws DockerException, InterruptedException;
  }

  @Override
  public void terminate(String id) {
    later("stop", id, docker -> docker.stop(UNTIL_DESTROYED));
  }

  @Override
  public boolean signal(String id, int signal) {
    if (!has(id)) {
      return false;
    }
    if (signal == Signals.KILL) {
      destroy(id);
    } else {
      terminate(id);
    }
    return true;
  }

  @Override
  public void destroy(String id) {
    later("kill", id, DockerContainer::kill);
  }

  @Override
  public void release(String id) throws IOException {
    Files.deleteIfExists(progress(id));
    later("remove", id, DockerContainer::remove);
    running.remove(id);
    threads.remove(id);
  }

  @Override
  public Target target(Prepared prepared) throws IOException, InterruptedException {
    DockerContainer docker = running.get(prepared.container().id());
    if (docker == null) {
      throw new IOException("the container is not there");
    }
    List<InetAddress> addresses = new ArrayList<>();
    for (NetworkInfo network : docker.networks()) {
      for (NetworkInfo.IPAddress address : network.getIpAddressesList()) {
        addresses.add(InetAddress.ofLiteral(address.getIpAddress()));
      }
    }
    addresses.add(ip);
    addresses.add(InetAddress.getLoopbackAddress());
    return new Target(addresses, docker.commands(prepared.sandbox()));
  }

  @Override
  public Optional<ResourceStatistics> statistics(String id)
      throws IOException, InterruptedException {
    DockerContainer docker = running.get(id);
    return docker == null ? Optional.empty() : Optional.of(docker.statistics());
  }

  @Override
  public void close() {
    threads.values().forEach(both -> both.forEach(Thread::interrupt));
  }
}
