package io.cellos.marathon.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How to get at a volume of a storage provider. */
public sealed interface ExternalStorage {
  String name();

  /** By a Docker volume driver. */
  record Dvdi(
      Optional<Long> size,
      String name,
      String provider,
      Map<String, String> options,
      boolean shared)
      implements ExternalStorage {
    public Dvdi {
      options = Copies.map(options);
    }
  }

  /** By the container storage interface. */
  record Csi(
      String name,
      String pluginName,
      String accessMode,
      AccessType accessType,
      Map<String, String> nodeStageSecret,
      Map<String, String> nodePublishSecret,
      Map<String, String> volumeContext)
      implements ExternalStorage {
    public Csi {
      nodeStageSecret = Copies.map(nodeStageSecret);
      nodePublishSecret = Copies.map(nodePublishSecret);
      volumeContext = Copies.map(volumeContext);
    }
  }

  /** What the container sees of it. */
  sealed interface AccessType {
    record Block() implements AccessType {}

    record Mount(Optional<String> fsType, List<String> mountFlags) implements AccessType {
      public Mount {
        mountFlags = List.copyOf(mountFlags);
      }
    }
  }
}
