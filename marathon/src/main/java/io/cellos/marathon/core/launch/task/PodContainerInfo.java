package io.cellos.marathon.core.launch.task;

import io.cellos.marathon.model.PodContainer;
import io.cellos.marathon.model.PodDefinition;
import io.cellos.marathon.model.PodVolume;
import io.cellos.marathon.model.VolumeMount;
import java.util.Optional;
import org.apache.mesos.v1.Protos.ContainerInfo;
import org.apache.mesos.v1.Protos.Image;
import org.apache.mesos.v1.Protos.LinuxInfo;
import org.apache.mesos.v1.Protos.TTYInfo;
import org.apache.mesos.v1.Protos.Volume;
import org.apache.mesos.v1.Protos.Volume.Source.SandboxPath;

/** The container of a task of a pod, inside of the executor's. */
final class PodContainerInfo {
  private PodContainerInfo() {}

  static ContainerInfo of(PodDefinition pod, PodContainer container) {
    ContainerInfo.Builder info = ContainerInfo.newBuilder().setType(ContainerInfo.Type.MESOS);
    container.volumeMounts().forEach(mount -> volume(pod, mount).ifPresent(info::addVolumes));
    container
        .image()
        .ifPresent(
            image -> info.setMesos(ContainerInfo.MesosInfo.newBuilder().setImage(image(image))));
    if (container.tty().orElse(false)) {
      info.setTtyInfo(TTYInfo.getDefaultInstance());
    }
    LinuxInfo.Builder linux = LinuxInfo.newBuilder().setShareCgroups(pod.legacySharedCgroups());
    container.linuxInfo().ifPresent(wanted -> Linux.fill(wanted, linux));
    return info.setLinuxInfo(linux).build();
  }

  private static Optional<Volume> volume(PodDefinition pod, VolumeMount mount) {
    Volume.Builder info =
        Volume.newBuilder()
            .setContainerPath(mount.mountPath())
            .setMode(mount.readOnly() ? Volume.Mode.RO : Volume.Mode.RW);
    return pod.volumes().stream()
        .filter(volume -> volume.name().equals(mount.name()))
        .findFirst()
        .map(PodVolume::volume)
        .flatMap(
            volume ->
                switch (volume) {
                  case io.cellos.marathon.model.Volume.Host host ->
                      Optional.of(info.setHostPath(host.hostPath()).build());
                  case io.cellos.marathon.model.Volume.Ephemeral _ ->
                      Optional.of(info.setSource(parent("volumes/" + mount.name())).build());
                  case io.cellos.marathon.model.Volume.Persistent _ ->
                      Optional.of(info.setSource(parent(mount.name())).build());
                  case io.cellos.marathon.model.Volume.External _ -> Optional.empty();
                  case io.cellos.marathon.model.Volume.Secret _ -> Optional.empty();
                });
  }

  /** A path in the sandbox of the executor, which all containers of the pod share. */
  private static Volume.Source parent(String path) {
    return Volume.Source.newBuilder()
        .setType(Volume.Source.Type.SANDBOX_PATH)
        .setSandboxPath(SandboxPath.newBuilder().setType(SandboxPath.Type.PARENT).setPath(path))
        .build();
  }

  private static Image image(PodContainer.Image wanted) {
    Image.Docker.Builder docker = Image.Docker.newBuilder().setName(wanted.id());
    wanted.pullConfigSecret().ifPresent(name -> docker.setConfig(Protobuf.secret(name)));
    Image.Builder image = Image.newBuilder().setType(Image.Type.DOCKER).setDocker(docker);
    wanted.forcePull().ifPresent(force -> image.setCached(!force));
    return image.build();
  }
}
