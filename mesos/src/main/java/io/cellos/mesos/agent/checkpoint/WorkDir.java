package io.cellos.mesos.agent.checkpoint;

import io.cellos.base.error.CellException;
import io.cellos.mesos.agent.core.Run;
import io.cellos.mesos.agent.core.Volumes;
import java.nio.file.Path;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.ContainerID;
import org.apache.mesos.v1.Protos.Resource;

/** Where things are below an agent's {@code --work_dir}, as in Mesos. */
public record WorkDir(Path root) {
  public WorkDir {
    root = root.toAbsolutePath().normalize();
  }

  public Path meta() {
    return root.resolve("meta");
  }

  /** The sandbox of an executor: of a command task's, too. */
  public Path sandbox(AgentID agent, Run run) {
    return root.resolve("slaves")
        .resolve(name(agent.getValue()))
        .resolve("frameworks")
        .resolve(name(run.framework()))
        .resolve("executors")
        .resolve(name(run.executor()))
        .resolve("runs")
        .resolve(name(run.container()));
  }

  /** The sandbox of a container: that of its run, or inside that if it has a parent. */
  public Path sandbox(AgentID agent, Run run, ContainerID container) {
    return container.hasParent()
        ? sandbox(agent, run, container.getParent())
            .resolve("containers")
            .resolve(name(container.getValue()))
        : sandbox(agent, run);
  }

  public Path volume(Resource volume) {
    Path directory = root.resolve("volumes").resolve("roles");
    for (String part : Volumes.role(volume).split("/", -1)) {
      directory = directory.resolve(name(part));
    }
    return directory.resolve(name(Volumes.id(volume)));
  }

  /** Names come from frameworks: none may lead elsewhere. */
  public static String name(String id) {
    boolean bad =
        id.isEmpty()
            || id.equals(".")
            || id.equals("..")
            || id.length() > 255
            || id.chars().anyMatch(c -> c == '/' || c < ' ' || c == 127);
    if (bad) {
      throw CellException.failed("\"" + id + "\" can't be the name of a file", "choose another id");
    }
    return id;
  }
}
