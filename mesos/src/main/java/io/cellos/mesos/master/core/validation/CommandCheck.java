package io.cellos.mesos.master.core.validation;

import static io.cellos.mesos.master.core.validation.First.when;

import com.google.protobuf.ByteString;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.ContainerInfo;
import org.apache.mesos.v1.Protos.Environment.Variable;
import org.apache.mesos.v1.Protos.Secret;
import org.apache.mesos.v1.Protos.Volume;

/** Commands and the containers they run in. */
final class CommandCheck {
  private CommandCheck() {}

  static Optional<String> problem(CommandInfo command) {
    return command.getEnvironment().getVariablesList().stream()
        .flatMap(variable -> variable(variable).stream())
        .findFirst();
  }

  private static Optional<String> variable(Variable v) {
    String name = "Environment variable '" + v.getName() + "' ";
    return switch (v.getType()) {
      case VALUE ->
          First.of(
              () -> when(!v.hasValue(), name + "of type 'VALUE' must have a value set"),
              () -> when(v.hasSecret(), name + "of type 'VALUE' must not have a secret set"));
      case SECRET ->
          First.of(
              () -> when(!v.hasSecret(), name + "of type 'SECRET' must have a secret set"),
              () -> when(v.hasValue(), name + "of type 'SECRET' must not have a value set"),
              () -> secret(v.getSecret()).map(p -> name + "specifies an invalid secret: " + p),
              () ->
                  when(
                      hasZero(v.getSecret().getValue().getData()),
                      name
                          + "specifies a secret containing null bytes, which is not allowed in the"
                          + " environment"));
      case UNKNOWN -> Optional.of("Environment variable of type 'UNKNOWN' is not allowed");
    };
  }

  private static boolean hasZero(ByteString bytes) {
    for (int i = 0; i < bytes.size(); i++) {
      if (bytes.byteAt(i) == 0) {
        return true;
      }
    }
    return false;
  }

  private static Optional<String> secret(Secret s) {
    String name = "Secret '" + s.getReference().getName() + "' of type REFERENCE ";
    return switch (s.getType()) {
      case REFERENCE ->
          First.of(
              () ->
                  when(
                      !s.hasReference(),
                      "Secret of type REFERENCE must have the 'reference' field set"),
              () -> when(s.hasValue(), name + "must not have the 'value' field set"));
      case VALUE ->
          First.of(
              () -> when(!s.hasValue(), "Secret of type VALUE must have the 'value' field set"),
              () ->
                  when(
                      s.hasReference(),
                      "Secret of type VALUE must not have the 'reference' field set"));
      case UNKNOWN -> Optional.empty();
    };
  }

  static Optional<String> problem(ContainerInfo container) {
    return First.of(
        () ->
            container.getVolumesList().stream()
                .flatMap(volume -> volume(volume).stream())
                .map(p -> "Invalid volume: " + p)
                .findFirst(),
        () -> docker(container));
  }

  private static Optional<String> docker(ContainerInfo container) {
    if (container.getType() != ContainerInfo.Type.DOCKER) {
      return Optional.empty();
    }
    boolean named =
        container.getDocker().getParametersList().stream().anyMatch(p -> p.getKey().equals("name"));
    return First.of(
        () ->
            when(
                !container.hasDocker(),
                "DockerInfo 'docker' is not set for DOCKER typed ContainerInfo"),
        () -> when(named, "Parameter in DockerInfo must not be 'name'"));
  }

  private static Optional<String> volume(Volume v) {
    long set = Stream.of(v.hasHostPath(), v.hasImage(), v.hasSource()).filter(b -> b).count();
    if (set != 1) {
      return Optional.of("Only one of them should be set: 'host_path', 'image' and 'source'");
    }
    if (!v.hasSource()) {
      return Optional.empty();
    }
    Volume.Source s = v.getSource();
    return switch (s.getType()) {
      case DOCKER_VOLUME ->
          when(!s.hasDockerVolume(), "'source.docker_volume' is not set for DOCKER_VOLUME volume");
      case HOST_PATH ->
          when(!s.hasHostPath(), "'source.host_path' is not set for HOST_PATH volume");
      case SANDBOX_PATH ->
          when(!s.hasSandboxPath(), "'source.sandbox_path' is not set for SANDBOX_PATH volume");
      case SECRET -> when(!s.hasSecret(), "'source.secret' is not set for SECRET volume");
      case CSI_VOLUME -> when(!s.hasCsiVolume(), "'source.csi_volume' is not set for CSI volume");
      case UNKNOWN -> Optional.of("'source.type' is unknown");
    };
  }
}
