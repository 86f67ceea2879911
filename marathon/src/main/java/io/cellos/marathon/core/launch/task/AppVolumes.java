package io.cellos.marathon.core.launch.task;

import io.cellos.marathon.model.AppVolume;
import io.cellos.marathon.model.ExternalStorage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.mesos.v1.Protos.Parameter;
import org.apache.mesos.v1.Protos.Parameters;
import org.apache.mesos.v1.Protos.Secret;
import org.apache.mesos.v1.Protos.Volume;
import org.apache.mesos.v1.Protos.Volume.Source.CSIVolume;
import org.apache.mesos.v1.Protos.Volume.Source.CSIVolume.VolumeCapability;
import org.apache.mesos.v1.Protos.Volume.Source.DockerVolume;

/** Volumes of apps. Persistent ones are among the resources, secrets are refused elsewhere. */
final class AppVolumes {
  private static final String DRIVER = "dvdi/driver";
  private static final String OWN = "dvdi/";

  private AppVolumes() {}

  static List<Volume> of(List<AppVolume> volumes) {
    return volumes.stream().flatMap(volume -> of(volume).stream()).toList();
  }

  private static Optional<Volume> of(AppVolume volume) {
    Volume.Builder info =
        Volume.newBuilder().setContainerPath(volume.containerPath()).setMode(mode(volume));
    return switch (volume.volume()) {
      case io.cellos.marathon.model.Volume.Host host ->
          Optional.of(info.setHostPath(host.hostPath()).build());
      case io.cellos.marathon.model.Volume.External external ->
          Optional.of(info.setSource(source(external.storage())).build());
      case io.cellos.marathon.model.Volume.Persistent _ -> Optional.empty();
      case io.cellos.marathon.model.Volume.Secret _ -> Optional.empty();
      case io.cellos.marathon.model.Volume.Ephemeral _ -> Optional.empty();
    };
  }

  private static Volume.Mode mode(AppVolume volume) {
    return volume.readOnly() ? Volume.Mode.RO : Volume.Mode.RW;
  }

  private static Volume.Source source(ExternalStorage storage) {
    return switch (storage) {
      case ExternalStorage.Dvdi dvdi ->
          Volume.Source.newBuilder()
              .setType(Volume.Source.Type.DOCKER_VOLUME)
              .setDockerVolume(dockerVolume(dvdi))
              .build();
      case ExternalStorage.Csi csi ->
          Volume.Source.newBuilder()
              .setType(Volume.Source.Type.CSI_VOLUME)
              .setCsiVolume(csiVolume(csi))
              .build();
    };
  }

  /** The driver is given its own options only, and the size that the definition says. */
  private static DockerVolume dockerVolume(ExternalStorage.Dvdi dvdi) {
    Map<String, String> options = new LinkedHashMap<>(dvdi.options());
    dvdi.size().ifPresent(size -> options.put(OWN + "size", String.valueOf(size)));
    Parameters.Builder parameters = Parameters.newBuilder();
    options.forEach(
        (key, value) -> {
          if (key.startsWith(OWN) && !key.equalsIgnoreCase(DRIVER)) {
            parameters.addParameter(
                Parameter.newBuilder().setKey(key.substring(OWN.length())).setValue(value.strip()));
          }
        });
    DockerVolume.Builder volume = DockerVolume.newBuilder().setName(dvdi.name());
    Optional.ofNullable(dvdi.options().get(DRIVER)).ifPresent(volume::setDriver);
    if (parameters.getParameterCount() > 0) {
      volume.setDriverOptions(parameters);
    }
    return volume.build();
  }

  private static CSIVolume csiVolume(ExternalStorage.Csi csi) {
    return CSIVolume.newBuilder()
        .setPluginName(csi.pluginName())
        .setStaticProvisioning(
            CSIVolume.StaticProvisioning.newBuilder()
                .setVolumeId(csi.name())
                .setVolumeCapability(capability(csi))
                .putAllNodeStageSecrets(secrets(csi.nodeStageSecret()))
                .putAllNodePublishSecrets(secrets(csi.nodePublishSecret()))
                .putAllVolumeContext(csi.volumeContext()))
        .build();
  }

  private static VolumeCapability capability(ExternalStorage.Csi csi) {
    VolumeCapability.Builder capability =
        VolumeCapability.newBuilder()
            .setAccessMode(
                VolumeCapability.AccessMode.newBuilder()
                    .setMode(VolumeCapability.AccessMode.Mode.valueOf(csi.accessMode())));
    switch (csi.accessType()) {
      case ExternalStorage.AccessType.Block _ ->
          capability.setBlock(VolumeCapability.BlockVolume.getDefaultInstance());
      case ExternalStorage.AccessType.Mount mount -> {
        VolumeCapability.MountVolume.Builder how =
            VolumeCapability.MountVolume.newBuilder().addAllMountFlags(mount.mountFlags());
        mount.fsType().ifPresent(how::setFsType);
        capability.setMount(how);
      }
    }
    return capability.build();
  }

  private static Map<String, Secret> secrets(Map<String, String> names) {
    Map<String, Secret> secrets = new LinkedHashMap<>();
    names.forEach((key, name) -> secrets.put(key, Protobuf.secret(name)));
    return secrets;
  }
}
