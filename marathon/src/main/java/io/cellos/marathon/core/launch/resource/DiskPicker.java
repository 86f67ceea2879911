package io.cellos.marathon.core.launch.resource;

import io.cellos.marathon.core.launch.constraint.DiskConstraints;
import io.cellos.marathon.model.Volume;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Resource.DiskInfo.Source;
import org.apache.mesos.v1.Protos.Value;

/** Chooses disks for new persistent volumes, the biggest volume first. */
final class DiskPicker {
  private DiskPicker() {}

  /**
   * @return for each volume the part of a disk that it gets, taken from the supply; nothing if they
   *     can't all be there, and then what was taken is of no worth
   */
  static Optional<Map<VolumeWish, Resource>> pick(List<VolumeWish> wishes, Supply supply) {
    Map<VolumeWish, Resource> picked = new LinkedHashMap<>();
    List<VolumeWish> ordered = new ArrayList<>(wishes);
    ordered.sort(Comparator.comparingLong((VolumeWish wish) -> wish.volume().size()).reversed());
    for (VolumeWish wish : ordered) {
      Optional<Resource> disk = find(wish.volume(), supply);
      if (disk.isEmpty()) {
        return Optional.empty();
      }
      supply.take(disk.get());
      picked.put(wish, disk.get());
    }
    return Optional.of(picked);
  }

  /**
   * Of disks that are used up as a whole the smallest that is big enough, of those that are shared
   * the emptiest.
   */
  private static Optional<Resource> find(Volume.Persistent volume, Supply supply) {
    Comparator<Resource> bySize = Comparator.comparingDouble(r -> r.getScalar().getValue());
    boolean whole = volume.type() == Volume.DiskType.MOUNT;
    return supply.usable().list().stream()
        .filter(resource -> fits(volume, resource))
        .min(whole ? bySize : bySize.reversed())
        .map(disk -> whole ? disk : part(disk, volume.size()));
  }

  private static boolean fits(Volume.Persistent volume, Resource disk) {
    double size = disk.getScalar().getValue();
    return disk.getName().equals("disk")
        && isOfType(volume.type(), disk)
        && size >= volume.size()
        && (volume.type() != Volume.DiskType.MOUNT
            || size <= volume.maxSize().orElse(Long.MAX_VALUE))
        && profile(disk).equals(volume.profileName())
        && DiskConstraints.allow(volume.constraints(), disk);
  }

  private static boolean isOfType(Volume.DiskType type, Resource disk) {
    return switch (type) {
      case ROOT -> !disk.getDisk().hasSource();
      case PATH -> source(disk).filter(kind -> kind == Source.Type.PATH).isPresent();
      case MOUNT -> source(disk).filter(kind -> kind == Source.Type.MOUNT).isPresent();
    };
  }

  private static Optional<Source.Type> source(Resource disk) {
    return disk.getDisk().hasSource()
        ? Optional.of(disk.getDisk().getSource().getType())
        : Optional.empty();
  }

  private static Optional<String> profile(Resource disk) {
    return Optional.of(disk.getDisk().getSource().getProfile()).filter(name -> !name.isEmpty());
  }

  private static Resource part(Resource disk, long size) {
    return disk.toBuilder().setScalar(Value.Scalar.newBuilder().setValue((double) size)).build();
  }
}
