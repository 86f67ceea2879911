package io.cellos.marathon.core.launch.task;

import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.PodContainer;
import io.cellos.marathon.model.PortDefinition;
import io.cellos.marathon.model.PortMapping;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The ports of a task, from the definition and the host ports that were chosen. */
final class TaskPorts {
  private static final int FIRST_FREE = 1025;
  private static final int LAST = 65535;

  private TaskPorts() {}

  static List<TaskPort> of(AppDefinition app, List<Optional<Integer>> hostPorts, long spread) {
    List<TaskPort> ports = new ArrayList<>();
    List<PortMapping> mappings = app.portMappings();
    for (int i = 0; i < hostPorts.size(); i++) {
      ports.add(
          mappings.isEmpty()
              ? definition(app.ports().definitions().get(i), hostPorts.get(i))
              : mapping(mappings.get(i), hostPorts.get(i)));
    }
    return numbered(ports, spread);
  }

  /** Ports of a container of a pod. */
  static List<TaskPort> of(
      PodContainer container, boolean onHost, List<Optional<Integer>> hostPorts, long spread) {
    List<TaskPort> ports = new ArrayList<>();
    for (int i = 0; i < container.endpoints().size(); i++) {
      ports.add(endpoint(container.endpoints().get(i), onHost, hostPorts.get(i)));
    }
    return numbered(ports, spread);
  }

  private static TaskPort definition(PortDefinition port, Optional<Integer> host) {
    return new TaskPort(
        port.name(),
        port.port(),
        host,
        Optional.empty(),
        List.of(port.protocol().split(",", -1)),
        port.labels(),
        List.of());
  }

  private static TaskPort mapping(PortMapping port, Optional<Integer> host) {
    return new TaskPort(
        port.name(),
        port.containerPort(),
        host,
        inContainer(port.containerPort(), host),
        List.of(port.protocol().split(",", -1)),
        port.labels(),
        port.networkNames());
  }

  private static TaskPort endpoint(
      PodContainer.Endpoint port, boolean onHost, Optional<Integer> host) {
    int declared = port.containerPort().orElse(0);
    return new TaskPort(
        Optional.of(port.name()),
        declared,
        host,
        onHost ? Optional.empty() : inContainer(declared, host),
        port.protocol().isEmpty() ? List.of("tcp") : port.protocol(),
        port.labels(),
        port.networkNames());
  }

  /** A container port that may be any is what the host port is. */
  private static Optional<Integer> inContainer(int declared, Optional<Integer> host) {
    return declared != 0 ? Optional.of(declared) : host;
  }

  /** Those that have no number yet get one that no other has. */
  private static List<TaskPort> numbered(List<TaskPort> ports, long spread) {
    Set<Integer> used = new HashSet<>();
    ports.forEach(port -> port.host().or(port::container).ifPresent(used::add));
    ports.forEach(port -> port.container().ifPresent(used::add));
    int next = FIRST_FREE + (int) Math.floorMod(spread, (long) LAST - FIRST_FREE);
    List<TaskPort> numbered = new ArrayList<>();
    for (TaskPort port : ports) {
      if (port.host().isPresent() || port.container().isPresent()) {
        numbered.add(port);
        continue;
      }
      while (!used.add(next)) {
        next = next == LAST ? FIRST_FREE : next + 1;
      }
      numbered.add(
          new TaskPort(
              port.name(),
              0,
              Optional.empty(),
              Optional.of(next),
              port.protocols(),
              port.labels(),
              port.networkNames()));
    }
    return numbered;
  }
}
