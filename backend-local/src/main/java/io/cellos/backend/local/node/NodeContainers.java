package io.cellos.backend.local.node;

import io.cellos.backend.local.cell.CellHome;
import io.cellos.backend.local.cell.NodeFile;
import io.cellos.mesos.agent.container.docker.DockerException;
import io.cellos.mesos.agent.container.docker.DockerSettings;
import io.cellos.mesos.agent.container.docker.SandboxContainers;
import io.cellos.model.Role;
import io.cellos.node.program.EnvironmentFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Docker containers of tasks, which are children of their engine and so in no process group of the
 * cell. They are known by their sandbox, which is in the directory of their node. Where no engine
 * answers there are none.
 */
public final class NodeContainers {
  private static final Logger LOG = LoggerFactory.getLogger(NodeContainers.class);

  private final CellHome cell;

  public NodeContainers(CellHome cell) {
    this.cell = cell;
  }

  /** Whether a container of the node runs. */
  public boolean run(NodeFile node) {
    return left(engines(List.of(node)), cell.node(node.id())).stream()
        .anyMatch(container -> container.found().isRunning());
  }

  /** Removes those of the node, whether they run or not. */
  public void remove(NodeFile node) {
    remove(left(engines(List.of(node)), cell.node(node.id())));
  }

  /**
   * Removes those of all nodes that the cell has or had.
   *
   * @param nodes whose engines are asked
   * @return how many there were
   */
  public int removeAll(Collection<NodeFile> nodes) {
    return remove(left(all(nodes), cell.nodes()));
  }

  /** What is there of all nodes that the cell has or had, for people. */
  public List<String> names(Collection<NodeFile> nodes) {
    return left(all(nodes), cell.nodes()).stream().map(each -> each.found().name()).toList();
  }

  private record Left(SandboxContainers engine, SandboxContainers.Found found) {}

  private static int remove(List<Left> left) {
    for (Left each : left) {
      try {
        each.engine().remove(each.found());
      } catch (DockerException e) {
        LOG.warn("container {} can't be removed: {}", each.found().name(), e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    return left.size();
  }

  private static List<Left> left(Set<DockerSettings> engines, Path directory) {
    List<Left> left = new ArrayList<>();
    for (DockerSettings settings : engines) {
      try {
        SandboxContainers engine = SandboxContainers.of(settings);
        engine.below(directory).forEach(found -> left.add(new Left(engine, found)));
      } catch (DockerException e) {
        LOG.debug("no containers: {}", e.getMessage()); // its agent could not use it either
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    return left;
  }

  /** Usually one. */
  private Set<DockerSettings> engines(Collection<NodeFile> nodes) {
    Set<DockerSettings> engines = new LinkedHashSet<>();
    for (NodeFile node : nodes) {
      if (node.role() == Role.NUCLEUS) {
        continue; // has no agent
      }
      Map<String, String> environment = new HashMap<>(node.environment());
      try {
        environment.putAll(
            EnvironmentFile.read(cell.node(node.id()).resolve("etc/mesos-agent.env")));
      } catch (IOException e) {
        continue; // its agent does not start with such a file
      }
      engines.add(only(environment));
    }
    return engines;
  }

  private static DockerSettings only(Map<String, String> environment) {
    Map<String, String> relevant = new HashMap<>(environment);
    relevant.keySet().retainAll(DockerSettings.OF_ENGINE);
    return DockerSettings.of(relevant);
  }

  /** With this program's own engine: files of nodes may be damaged. */
  private Set<DockerSettings> all(Collection<NodeFile> nodes) {
    Set<DockerSettings> engines = engines(nodes);
    engines.add(only(System.getenv()));
    return engines;
  }
}
