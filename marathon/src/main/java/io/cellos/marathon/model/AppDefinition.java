package io.cellos.marathon.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * An app in its canonical form: old ways to say the same are translated, defaults filled in.
 *
 * @param executorResources what the executor gets beside the task; absent is Mesos' default
 */
public record AppDefinition(
    AppId id,
    int instances,
    Execution execution,
    Resources resources,
    Optional<Resources> executorResources,
    Optional<ResourceLimits> resourceLimits,
    Optional<Container> container,
    Ports ports,
    Placement placement,
    AppChecks checks,
    Policies policies,
    Set<AppId> dependencies,
    Map<String, String> labels,
    Map<String, String> secrets,
    VersionInfo versionInfo)
    implements RunSpec {
  /** The label of an app of which there must never be two instances. */
  public static final String SINGLE_INSTANCE = "MARATHON_SINGLE_INSTANCE_APP";

  public AppDefinition {
    Checks.require(!id.isRoot(), "an app is below the root");
    Checks.require(instances >= 0, "instances must not be negative");
    dependencies = Copies.set(dependencies);
    labels = Copies.map(labels);
    secrets = Copies.map(secrets);
    boolean mapped = container.isPresent() && !container.get().portMappings().isEmpty();
    Checks.require(
        !mapped || !ports.onHostNetwork(), "port mappings are not of the host's network");
  }

  @Override
  public AppDefinition withInstances(int changed) {
    return new AppDefinition(
        id,
        changed,
        execution,
        resources,
        executorResources,
        resourceLimits,
        container,
        ports,
        placement,
        checks,
        policies,
        dependencies,
        labels,
        secrets,
        versionInfo);
  }

  @Override
  public AppDefinition withVersionInfo(VersionInfo changed) {
    return new AppDefinition(
        id,
        instances,
        execution,
        resources,
        executorResources,
        resourceLimits,
        container,
        ports,
        placement,
        checks,
        policies,
        dependencies,
        labels,
        secrets,
        changed);
  }

  /** The same app with these service ports, in the order of {@link #servicePorts}. */
  public AppDefinition withServicePorts(List<Integer> assigned) {
    List<PortDefinition> definitions =
        IntStream.range(0, ports.definitions().size())
            .mapToObj(i -> ports.definitions().get(i).withPort(assigned.get(i)))
            .toList();
    List<PortMapping> old = portMappings();
    List<PortMapping> mappings =
        IntStream.range(0, old.size())
            .mapToObj(i -> old.get(i).withServicePort(assigned.get(i)))
            .toList();
    return new AppDefinition(
        id,
        instances,
        execution,
        resources,
        executorResources,
        resourceLimits,
        container.map(there -> there.withPortMappings(mappings)),
        new Ports(ports.networks(), definitions, ports.requirePorts()),
        placement,
        checks,
        policies,
        dependencies,
        labels,
        secrets,
        versionInfo);
  }

  /** The same app asking for all its instances to be replaced. */
  public AppDefinition markedForRestart() {
    return withVersionInfo(new VersionInfo.None());
  }

  public List<PortMapping> portMappings() {
    return container.map(Container::portMappings).orElse(List.of());
  }

  /** The ports that others know the app by; 0 is not yet assigned. */
  public List<Integer> servicePorts() {
    List<Integer> result = new ArrayList<>();
    if (portMappings().isEmpty()) {
      ports.definitions().forEach(port -> result.add(port.port()));
    } else {
      portMappings().forEach(mapping -> result.add(mapping.servicePort()));
    }
    return result;
  }

  @Override
  public List<Integer> hostPorts() {
    return portMappings().isEmpty()
        ? ports.definitions().stream().map(PortDefinition::port).toList()
        : portMappings().stream().flatMap(mapping -> mapping.hostPort().stream()).toList();
  }

  /** The names of the ports, which readiness checks refer to. */
  public List<String> portNames() {
    return ports.onHostNetwork()
        ? ports.definitions().stream().flatMap(port -> port.name().stream()).toList()
        : portMappings().stream().flatMap(port -> port.name().stream()).toList();
  }

  @Override
  public List<Network> networks() {
    return ports.networks();
  }

  @Override
  public Resources totalResources() {
    return resources;
  }

  @Override
  public List<Volume.Persistent> persistentVolumes() {
    return container.map(Container::persistentVolumes).orElse(List.of());
  }

  public boolean isSingleInstance() {
    return "true".equals(labels.get(SINGLE_INSTANCE));
  }

  @Override
  public boolean isUpgradedBy(RunSpec changed) {
    return switch (changed) {
      case AppDefinition to -> !configuration().equals(to.configuration());
      case PodDefinition _ -> throw new IllegalArgumentException("an app can't become a pod");
    };
  }

  /** What makes two definitions the same for a running instance. */
  private AppDefinition configuration() {
    return new AppDefinition(
        id,
        0,
        execution,
        resources,
        Optional.empty(),
        resourceLimits,
        container,
        ports,
        placement,
        checks,
        policies,
        dependencies,
        labels,
        secrets,
        new VersionInfo.None());
  }

  @Override
  public boolean needsRestartFor(RunSpec changed) {
    return !versionInfo.equals(changed.versionInfo()) || isUpgradedBy(changed);
  }
}
