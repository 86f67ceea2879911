package io.cellos.marathon.model;

import java.util.List;
import java.util.Optional;

/** What an app runs in. */
public record Container(
    Engine engine,
    Optional<DockerImage> docker,
    List<AppVolume> volumes,
    List<PortMapping> portMappings,
    Optional<LinuxInfo> linuxInfo) {
  /** Who makes the container. */
  public enum Engine {
    MESOS,
    DOCKER
  }

  public Container {
    Checks.require(engine == Engine.MESOS || docker.isPresent(), "Docker needs an image");
    volumes = List.copyOf(volumes);
    portMappings = List.copyOf(portMappings);
  }

  public Container withPortMappings(List<PortMapping> changed) {
    return new Container(engine, docker, volumes, changed, linuxInfo);
  }

  /** Volumes that tie an instance to its agent. */
  public List<Volume.Persistent> persistentVolumes() {
    return volumes.stream()
        .map(AppVolume::volume)
        .filter(Volume.Persistent.class::isInstance)
        .map(Volume.Persistent.class::cast)
        .toList();
  }
}
