package io.cellos.mesos.agent.launch;

import io.cellos.mesos.agent.check.Target;
import io.cellos.mesos.agent.checkpoint.WorkDir;
import io.cellos.mesos.agent.container.Signals;
import io.cellos.mesos.agent.container.docker.DockerContainer;
import io.cellos.mesos.agent.container.docker.DockerContainers;
import io.cellos.mesos.agent.container.docker.DockerException;
import io.cellos.mesos.agent.container.docker.DockerLaunch;
import io.cellos.mesos.agent.core.AgentEvent;
import io.cellos.mesos.agent.core.Volumes;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
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
  private final Map<String, Following> running = new ConcurrentHashMap<>();

  private final EnginePatience patience = new EnginePatience();

  /** Those that are to end once they are found. */
  private final Set<String> doomed = ConcurrentHashMap.newKeySet();

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
                mounts(container),
                Optional.of(ip)
                    .filter(InetAddress::isLoopbackAddress))); // others share the machine
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
    Following following =
        Following.of(id, docker, sandboxes.apply(container), progress(id), events);
    running.put(id, following);
    List<NetworkInfo> networks = following.networks();
    events.accept(
        new AgentEvent.Launched(
            id, networks.isEmpty() ? List.of(Container.network(ip)) : networks));
    following.start();
  }

  /** Beside what tells of processes, and like that kept until the end is written down. */
  private Path progress(String id) {
    return dir.meta().resolve("processes").resolve(WorkDir.name(id) + ".logs");
  }

  /** Returns at once; what it finds, or that there is nothing, is an event. */
  @Override
  public boolean adopt(Container container) {
    String id = container.id();
    patience.begin(
        id,
        () -> {
          Optional<DockerContainer> found = engine.find(id, container.amounts(quota));
          if (found.isEmpty()) {
            lost(id, "The agent was restarted before the container was launched");
          } else if (doomed.remove(id)) {
            found.get().kill();
            follow(container, found.get());
          } else {
            follow(container, found.get());
          }
        },
        e -> lost(id, "Can't find out what became of the container: " + e.getMessage()));
    return true;
  }

  private void lost(String id, String why) {
    events.accept(new AgentEvent.NotLaunched(id, Reason.REASON_CONTAINER_LAUNCH_FAILED, why));
  }

  @Override
  public void removeOthers(Predicate<String> isKnown) {
    patience.begin(
        "orphans",
        () -> {
          for (String id : engine.ids()) {
            if (!isKnown.test(id)) {
              LOG.info("container {} belongs to no task and is removed", id);
              engine.remove(id);
            }
          }
        },
        e -> LOG.debug("not looked for containers of no task: {}", e.getMessage()));
  }

  @Override
  public boolean has(String id) {
    return running.containsKey(id) || patience.has(id);
  }

  /** Does it on a thread of its own, because the engine may take its time. */
  private void later(String what, String id, Work work) {
    Following found = running.get(id);
    if (found == null) {
      if (patience.has(id)) {
        doomed.add(id);
      }
      return;
    }
    Thread.ofVirtual()
        .name(what + "-" + id)
        .start(
            () -> {
              try {
                work.on(found.docker());
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
  }

  @Override
  public Target target(Prepared prepared) throws IOException {
    Following found = running.get(prepared.container().id());
    if (found == null) {
      throw new IOException("the container is not there");
    }
    List<InetAddress> addresses = new ArrayList<>();
    for (NetworkInfo network : found.networks()) {
      for (NetworkInfo.IPAddress address : network.getIpAddressesList()) {
        addresses.add(InetAddress.ofLiteral(address.getIpAddress()));
      }
    }
    addresses.add(ip);
    addresses.add(InetAddress.getLoopbackAddress());
    return new Target(addresses, found.docker().commands(prepared.sandbox()));
  }

  @Override
  public Optional<ResourceStatistics> statistics(String id)
      throws IOException, InterruptedException {
    Following found = running.get(id);
    return found == null ? Optional.empty() : Optional.of(found.docker().statistics());
  }

  @Override
  public void close() {
    patience.close();
    running.values().forEach(Following::stop);
  }
}
