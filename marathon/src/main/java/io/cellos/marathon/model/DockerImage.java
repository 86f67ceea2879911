package io.cellos.marathon.model;

import java.util.List;
import java.util.Optional;

/** An app's image and how Docker is to run it. */
public record DockerImage(
    String image,
    boolean forcePullImage,
    boolean privileged,
    List<Parameter> parameters,
    Optional<Credential> credential,
    Optional<String> pullConfigSecret) {
  /** An argument for {@code docker run}. */
  public record Parameter(String key, String value) {}

  /** The old way to log in to a registry. */
  public record Credential(String principal, Optional<String> secret) {}

  public DockerImage {
    parameters = List.copyOf(parameters);
  }
}
