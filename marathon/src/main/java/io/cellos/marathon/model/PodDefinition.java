package io.cellos.marathon.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Containers that are launched together on one agent.
 *
 * @param legacySharedCgroups whether the containers share one control group, as they once did
 */
public record PodDefinition(
    AppId id,
    int instances,
    List<PodContainer> containers,
    Optional<String> user,
    Map<String, EnvValue> env,
    List<PodVolume> volumes,
    List<Network> networks,
    Resources executorResources,
    Optional<LinuxInfo> linuxInfo,
    boolean legacySharedCgroups,
    Placement placement,
    Policies policies,
    Map<String, String> labels,
    Map<String, String> secrets,
    VersionInfo versionInfo)
    implements RunSpec {
  public PodDefinition {
    Checks.require(!id.isRoot(), "a pod is below the root");
    Checks.require(instances >= 0, "instances must not be negative");
    containers = List.copyOf(containers);
    Checks.require(!containers.isEmpty(), "a pod has a container");
    env = Copies.map(env);
    volumes = List.copyOf(volumes);
    networks = List.copyOf(networks);
    labels = Copies.map(labels);
    secrets = Copies.map(secrets);
  }

  @Override
  public PodDefinition withInstances(int changed) {
    return with(changed, versionInfo);
  }

  @Override
  public PodDefinition withVersionInfo(VersionInfo changed) {
    return with(instances, changed);
  }

  private PodDefinition with(int instances, VersionInfo versionInfo) {
    return new PodDefinition(
        id,
        instances,
        containers,
        user,
        env,
        volumes,
        networks,
        executorResources,
        linuxInfo,
        legacySharedCgroups,
        placement,
        policies,
        labels,
        secrets,
        versionInfo);
  }

  @Override
  public Resources totalResources() {
    return containers.stream()
        .map(PodContainer::resources)
        .reduce(executorResources, Resources::plus);
  }

  @Override
  public List<Integer> hostPorts() {
    return containers.stream()
        .flatMap(container -> container.endpoints().stream())
        .flatMap(endpoint -> endpoint.hostPort().stream())
        .toList();
  }

  @Override
  public List<Volume.Persistent> persistentVolumes() {
    return volumes.stream()
        .map(PodVolume::volume)
        .filter(Volume.Persistent.class::isInstance)
        .map(Volume.Persistent.class::cast)
        .toList();
  }

  @Override
  public boolean isUpgradedBy(RunSpec changed) {
    return switch (changed) {
      case PodDefinition to ->
          !with(0, new VersionInfo.None()).equals(to.with(0, new VersionInfo.None()));
      case AppDefinition _ -> throw new IllegalArgumentException("a pod can't become an app");
    };
  }

  @Override
  public boolean needsRestartFor(RunSpec changed) {
    return !version().equals(changed.version()) || isUpgradedBy(changed);
  }
}
