package io.cellos.marathon.core.launch.resource;

import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.PodDefinition;
import io.cellos.marathon.model.RunSpec;
import io.cellos.marathon.model.Volume;
import java.util.List;

/**
 * A persistent volume that an instance needs.
 *
 * @param name the path in the container; for pods, the name that containers mount it by
 */
record VolumeWish(String name, Volume.Persistent volume) {

  static List<VolumeWish> of(RunSpec spec) {
    return switch (spec) {
      case AppDefinition app ->
          app.container().stream()
              .flatMap(container -> container.volumes().stream())
              .filter(volume -> volume.volume() instanceof Volume.Persistent)
              .map(v -> new VolumeWish(v.containerPath(), (Volume.Persistent) v.volume()))
              .toList();
      case PodDefinition pod ->
          pod.volumes().stream()
              .filter(volume -> volume.volume() instanceof Volume.Persistent)
              .map(v -> new VolumeWish(v.name(), (Volume.Persistent) v.volume()))
              .toList();
    };
  }
}
