package io.cellos.marathon.check;

import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.Place;
import io.cellos.marathon.core.instance.Task;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.HealthCheck;
import io.cellos.marathon.model.Network;
import io.cellos.marathon.model.PortMapping;
import io.cellos.marathon.model.PortReference;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.NetworkInfo.IPAddress;

/** Where a port of a task is reached. */
record Address(String host, int port) {

  URI uri(String scheme, String path) {
    String name = host.contains(":") ? "[" + host + "]" : host;
    String absolute = path.startsWith("/") ? path : "/" + path;
    return URI.create(scheme + "://" + name + ":" + port + absolute);
  }

  /** Nothing while the task has no such port, or no address yet. */
  static Optional<Address> of(Instance instance, AppDefinition app, Task task, HealthCheck check) {
    if (check.port().isPresent()) {
      return own(instance, app, task).map(host -> new Address(host, check.port().get()));
    }
    int index =
        check.portReference().orElse(new PortReference.ByIndex(0))
                instanceof PortReference.ByIndex i
            ? i.index()
            : -1;
    List<Port> ports = ports(instance, app, task);
    return index >= 0 && index < ports.size() ? ports.get(index).address() : Optional.empty();
  }

  /** Where the port of that name is reached; nothing as above. */
  static Optional<Address> of(Instance instance, AppDefinition app, Task task, String portName) {
    return ports(instance, app, task).stream()
        .filter(port -> port.name().equals(Optional.of(portName)))
        .findFirst()
        .flatMap(Port::address);
  }

  /** One of an app's ports; without an address if it can't be reached yet. */
  private record Port(Optional<String> name, Optional<Address> address) {}

  private static List<Port> ports(Instance instance, AppDefinition app, Task task) {
    Optional<String> agent = instance.place().map(Place::hostname);
    List<Integer> host = task.hostPorts();
    List<Port> ports = new ArrayList<>();
    int used = 0;
    if (app.ports().onHostNetwork()) {
      for (int i = 0; i < app.ports().definitions().size(); i++) {
        int at = i;
        ports.add(
            new Port(
                app.ports().definitions().get(i).name(),
                agent
                    .filter(name -> at < host.size())
                    .map(name -> new Address(name, host.get(at)))));
      }
      return ports;
    }
    for (PortMapping mapping : app.portMappings()) {
      int at = used;
      boolean onAgent = mapping.hostPort().isPresent();
      used += onAgent ? 1 : 0;
      ports.add(
          new Port(
              mapping.name(),
              onAgent
                  ? agent
                      .filter(name -> at < host.size())
                      .map(name -> new Address(name, host.get(at)))
                  : own(instance, app, task)
                      .map(name -> new Address(name, mapping.containerPort()))));
    }
    return ports;
  }

  /** On a network of its own a task has an address of its own, once Mesos has told it. */
  private static Optional<String> own(Instance instance, AppDefinition app, Task task) {
    boolean named = app.networks().stream().anyMatch(Network.Named.class::isInstance);
    return named
        ? task.addresses().stream().map(IPAddress::getIpAddress).findFirst()
        : instance.place().map(Place::hostname);
  }
}
