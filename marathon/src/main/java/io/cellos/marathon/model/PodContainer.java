package io.cellos.marathon.model;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One of the containers of a pod. */
public record PodContainer(
    String name,
    Optional<Exec> exec,
    Resources resources,
    Optional<ResourceLimits> resourceLimits,
    List<Endpoint> endpoints,
    Optional<Image> image,
    Map<String, EnvValue> env,
    Optional<String> user,
    Optional<HealthCheck> healthCheck,
    Optional<Check> check,
    List<VolumeMount> volumeMounts,
    List<FetchUri> artifacts,
    Map<String, String> labels,
    Optional<Duration> killGracePeriod,
    Optional<Boolean> tty,
    Optional<LinuxInfo> linuxInfo) {
  public PodContainer {
    endpoints = List.copyOf(endpoints);
    env = Copies.map(env);
    volumeMounts = List.copyOf(volumeMounts);
    artifacts = List.copyOf(artifacts);
    labels = Copies.map(labels);
  }

  /** What runs in it; absent is what the image says. */
  public record Exec(Command command, Optional<Boolean> overrideEntrypoint) {}

  /** The files it starts with. */
  public record Image(
      String id,
      Optional<String> pullConfigSecret,
      Optional<Boolean> forcePull,
      Map<String, String> labels) {
    public Image {
      labels = Copies.map(labels);
    }
  }

  /**
   * A port.
   *
   * @param hostPort the port on the agent; 0 is assigned, absent is none
   * @param protocol empty is {@code tcp}
   */
  public record Endpoint(
      String name,
      Optional<Integer> containerPort,
      Optional<Integer> hostPort,
      List<String> protocol,
      Map<String, String> labels,
      List<String> networkNames) {
    public Endpoint {
      protocol = List.copyOf(protocol);
      labels = Copies.map(labels);
      networkNames = List.copyOf(networkNames);
    }
  }
}
