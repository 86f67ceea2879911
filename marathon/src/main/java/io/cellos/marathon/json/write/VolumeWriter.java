package io.cellos.marathon.json.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.marathon.json.tree.Trees;
import io.cellos.marathon.model.AppVolume;
import io.cellos.marathon.model.Constraint;
import io.cellos.marathon.model.ExternalStorage;
import io.cellos.marathon.model.PodVolume;
import io.cellos.marathon.model.Volume;
import java.util.List;
import java.util.Optional;

/** Volumes. */
final class VolumeWriter {
  private VolumeWriter() {}

  static JsonNode ofApp(AppVolume volume) {
    ObjectNode object = Trees.object().put("containerPath", volume.containerPath());
    write(volume.volume(), "hostPath", object);
    if (!(volume.volume() instanceof Volume.Secret)) {
      object.put("mode", volume.readOnly() ? "RO" : "RW");
    }
    return object;
  }

  static JsonNode ofPod(PodVolume volume) {
    ObjectNode object = Trees.object().put("name", volume.name());
    write(volume.volume(), "host", object);
    return object;
  }

  private static void write(Volume volume, String hostField, ObjectNode object) {
    switch (volume) {
      case Volume.Host(String path) -> object.put(hostField, path);
      case Volume.Secret(String secret) -> object.put("secret", secret);
      case Volume.Ephemeral() -> {
        // its name says it all
      }
      case Volume.Persistent persistent -> object.set("persistent", persistent(persistent));
      case Volume.External(ExternalStorage storage) -> object.set("external", external(storage));
    }
  }

  private static JsonNode persistent(Volume.Persistent volume) {
    ObjectNode object =
        Trees.object().put("type", volume.type().toString()).put("size", volume.size());
    volume.maxSize().ifPresent(size -> object.put("maxSize", size));
    PartsWriter.put(object, "profileName", volume.profileName());
    object.set("constraints", Trees.array(volume.constraints(), VolumeWriter::constraint));
    return object;
  }

  /** A constraint as a list: field, operator and perhaps a value. */
  static JsonNode constraint(Constraint constraint) {
    ArrayNode array = Trees.array().add(constraint.field()).add(constraint.operator().name());
    constraint.value().ifPresent(array::add);
    return array;
  }

  private static JsonNode external(ExternalStorage storage) {
    return switch (storage) {
      case ExternalStorage.Dvdi dvdi -> dvdi(dvdi);
      case ExternalStorage.Csi csi -> csi(csi);
    };
  }

  private static JsonNode dvdi(ExternalStorage.Dvdi dvdi) {
    ObjectNode object = Trees.object();
    dvdi.size().ifPresent(size -> object.put("size", size));
    object.put("name", dvdi.name()).put("provider", dvdi.provider());
    PartsWriter.setUnlessEmpty(object, "options", Trees.labels(dvdi.options()));
    return object.put("shared", dvdi.shared());
  }

  private static JsonNode csi(ExternalStorage.Csi csi) {
    ObjectNode object = Trees.object().put("name", csi.name()).put("provider", "csi");
    ObjectNode options = object.putObject("options").put("pluginName", csi.pluginName());
    ObjectNode capability = options.putObject("capability").put("accessMode", csi.accessMode());
    switch (csi.accessType()) {
      case ExternalStorage.AccessType.Block() -> capability.put("accessType", "block");
      case ExternalStorage.AccessType.Mount(Optional<String> fsType, List<String> flags) -> {
        capability.put("accessType", "mount");
        PartsWriter.put(capability, "fsType", fsType);
        PartsWriter.setUnlessEmpty(capability, "mountFlags", Trees.texts(flags));
      }
    }
    PartsWriter.setUnlessEmpty(options, "nodeStageSecret", Trees.labels(csi.nodeStageSecret()));
    PartsWriter.setUnlessEmpty(options, "nodePublishSecret", Trees.labels(csi.nodePublishSecret()));
    PartsWriter.setUnlessEmpty(options, "volumeContext", Trees.labels(csi.volumeContext()));
    return object;
  }
}
