package io.cellos.mesos.agent.launch;

import io.cellos.base.files.AtomicFiles;
import io.cellos.mesos.agent.checkpoint.WorkDir;
import io.cellos.mesos.agent.core.AgentEffect;
import io.cellos.mesos.agent.core.Run;
import io.cellos.mesos.agent.core.Volumes;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.ContainerID;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.Volume;

/** Makes the directories in which containers run. */
public final class Sandboxes {
  private final WorkDir dir;

  public Sandboxes(WorkDir dir) {
    this.dir = dir;
  }

  /** Where the sandbox of an executor is. */
  Path of(AgentID agent, Run run) {
    return dir.sandbox(agent, run);
  }

  /** Where the sandbox of a container is. */
  Path of(AgentID agent, Container container) {
    return dir.sandbox(agent, container.launch().run(), container.launch().container());
  }

  /** Makes the sandbox of an executor and returns it. */
  public Path make(AgentID agent, Run run) throws IOException {
    Path sandbox = dir.sandbox(agent, run);
    Files.createDirectories(sandbox);
    latest(sandbox);
    return sandbox;
  }

  /** The link {@code latest} beside the runs of an executor. */
  private static void latest(Path sandbox) throws IOException {
    Path link = sandbox.resolveSibling("latest");
    Files.deleteIfExists(link);
    try {
      Files.createSymbolicLink(link, sandbox.getFileName());
    } catch (FileAlreadyExistsException e) {
      return; // a run that began at the same time is as late
    }
  }

  /** Makes the container's sandbox, with links to its volumes, and gives it to the user. */
  Path make(AgentID agent, Container container, Optional<String> user) throws IOException {
    AgentEffect.Launch launch = container.launch();
    Path executor = make(agent, launch.run());
    Path sandbox = executor;
    if (launch.container().hasParent()) {
      sandbox = nested(agent, launch.run(), launch.container());
      if (launch.task().filter(TaskInfo::hasName).isPresent()) {
        name(executor, sandbox, launch.task().get());
      }
    }
    for (Resource resource : container.resources()) {
      if (Volumes.isVolume(resource)) {
        Path volume = volume(resource);
        own(volume, user);
        if (!container.isDocker()) {
          link(sandbox, resource.getDisk().getVolume().getContainerPath(), volume);
        }
      }
    }
    if (!container.isDocker()) {
      for (Volume volume : container.info().getVolumesList()) {
        link(sandbox, volume.getContainerPath(), source(volume, executor, sandbox));
      }
    }
    own(sandbox, user);
    return sandbox;
  }

  private Path nested(AgentID agent, Run run, ContainerID container) throws IOException {
    Path sandbox = dir.sandbox(agent, run, container);
    Files.createDirectories(sandbox);
    return sandbox;
  }

  /** People look for {@code tasks/<task id>}. */
  private static void name(Path executor, Path sandbox, TaskInfo task) throws IOException {
    Path tasks = Files.createDirectories(executor.resolve("tasks"));
    Path link = tasks.resolve(WorkDir.name(task.getTaskId().getValue()));
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, tasks.relativize(sandbox));
  }

  /** The directory of a persistent volume, made if need be. */
  public Path volume(Resource volume) throws IOException {
    return Files.createDirectories(dir.volume(volume));
  }

  public void remove(Resource volume) throws IOException {
    AtomicFiles.deleteTree(dir.volume(volume));
  }

  private static Path source(Volume volume, Path executor, Path sandbox) throws IOException {
    if (volume.getSource().hasSandboxPath()) {
      Volume.Source.SandboxPath path = volume.getSource().getSandboxPath();
      Path root = path.getType() == Volume.Source.SandboxPath.Type.PARENT ? executor : sandbox;
      Path source = inside(root, path.getPath());
      return Files.createDirectories(source);
    }
    String host =
        volume.getSource().hasHostPath()
            ? volume.getSource().getHostPath().getPath()
            : volume.getHostPath();
    if (host.isEmpty()) {
      throw new LaunchException(
          "Volume at '" + volume.getContainerPath() + "': only host paths and sandbox paths work");
    }
    Path source = host.startsWith("/") ? Path.of(host) : inside(sandbox, host);
    return Files.exists(source) ? source : Files.createDirectories(source);
  }

  private static void link(Path sandbox, String containerPath, Path target) throws IOException {
    Path link = inside(sandbox, containerPath);
    if (link.equals(target)) {
      return;
    }
    Files.createDirectories(link.getParent());
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, target);
  }

  private static Path inside(Path root, String relative) throws LaunchException {
    Path path = root.resolve(relative).normalize();
    if (relative.isEmpty() || relative.startsWith("/") || !path.startsWith(root)) {
      throw new LaunchException(
          "'" + relative + "' is not a path inside the sandbox; without an image no other works");
    }
    return path;
  }

  private static void own(Path directory, Optional<String> user) throws IOException {
    if (user.isPresent()) {
      Files.setOwner(directory, Users.principal(user.get()));
    }
  }
}
