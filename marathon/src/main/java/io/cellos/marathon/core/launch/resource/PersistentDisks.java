package io.cellos.marathon.core.launch.resource;

import io.cellos.marathon.core.instance.LocalVolume;
import io.cellos.marathon.model.AppId;
import io.cellos.protocols.mesos.ResourceTraits;
import io.cellos.protocols.mesos.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Resource.DiskInfo;
import org.apache.mesos.v1.Protos.Volume;

/** Persistent volumes as Mesos has them. */
final class PersistentDisks {
  private PersistentDisks() {}

  /** The name of a new volume. */
  static LocalVolume name(AppId spec, String volume, String uuid) {
    return new LocalVolume(spec.safe() + "#" + volume + "#" + uuid);
  }

  /** The reserved disk as a volume. Mesos has no persistent volume that is read-only. */
  static Resource volume(
      Resource disk, LocalVolume name, String containerPath, Optional<String> principal) {
    DiskInfo.Persistence.Builder persistence =
        DiskInfo.Persistence.newBuilder().setId(name.value());
    principal.ifPresent(persistence::setPrincipal);
    DiskInfo info =
        disk.getDisk().toBuilder()
            .setPersistence(persistence)
            .setVolume(Volume.newBuilder().setContainerPath(containerPath).setMode(Volume.Mode.RW))
            .build();
    return disk.toBuilder().setDisk(info).build();
  }

  /** The disk without the volume on it. */
  static Resource disk(Resource volume) {
    if (!ResourceTraits.isPersistentVolume(volume)) {
      return volume;
    }
    return volume.getDisk().hasSource()
        ? volume.toBuilder()
            .setDisk(volume.getDisk().toBuilder().clearPersistence().clearVolume())
            .build()
        : volume.toBuilder().clearDisk().build();
  }

  /** These volumes; nothing if one of them is not there. */
  static Optional<List<Resource>> find(List<LocalVolume> names, Resources offered) {
    List<Resource> found = new ArrayList<>();
    for (LocalVolume name : names) {
      offered.list().stream()
          .filter(ResourceTraits::isPersistentVolume)
          .filter(r -> r.getDisk().getPersistence().getId().equals(name.value()))
          .findFirst()
          .ifPresent(found::add);
    }
    return found.size() == names.size() ? Optional.of(found) : Optional.empty();
  }
}
