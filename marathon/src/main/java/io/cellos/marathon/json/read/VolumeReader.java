package io.cellos.marathon.json.read;

import static io.cellos.marathon.json.tree.Trees.field;
import static io.cellos.marathon.json.tree.Trees.items;
import static io.cellos.marathon.json.tree.Trees.labels;
import static io.cellos.marathon.json.tree.Trees.text;
import static io.cellos.marathon.json.tree.Trees.texts;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.marathon.json.tree.Trees;
import io.cellos.marathon.model.AppVolume;
import io.cellos.marathon.model.Constraint;
import io.cellos.marathon.model.ExternalStorage;
import io.cellos.marathon.model.PodVolume;
import io.cellos.marathon.model.Volume;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Volumes. */
final class VolumeReader {
  private VolumeReader() {}

  static AppVolume ofApp(JsonNode volume) {
    Volume kind;
    if (volume.has("persistent")) {
      kind = persistent(volume.get("persistent"));
    } else if (volume.has("external")) {
      kind = new Volume.External(external(volume.get("external")));
    } else if (volume.has("secret")) {
      kind = new Volume.Secret(volume.get("secret").textValue());
    } else {
      kind = new Volume.Host(volume.get("hostPath").textValue());
    }
    boolean readOnly = volume.path("mode").asText("RO").equals("RO");
    return new AppVolume(kind, volume.get("containerPath").textValue(), readOnly);
  }

  static PodVolume ofPod(JsonNode volume) {
    Volume kind;
    if (volume.has("persistent")) {
      kind = persistent(volume.get("persistent"));
    } else if (volume.has("secret")) {
      kind = new Volume.Secret(volume.get("secret").textValue());
    } else if (volume.has("host")) {
      kind = new Volume.Host(volume.get("host").textValue());
    } else {
      kind = new Volume.Ephemeral();
    }
    return new PodVolume(volume.get("name").textValue(), kind);
  }

  private static Volume.Persistent persistent(JsonNode info) {
    String type = info.path("type").asText(info.has("profileName") ? "mount" : "root");
    return new Volume.Persistent(
        Volume.DiskType.valueOf(type.toUpperCase(Locale.ROOT)),
        info.get("size").longValue(),
        field(info, "maxSize").map(JsonNode::longValue),
        text(info, "profileName"),
        items(info, "constraints").stream()
            .map(constraint -> constraint(Trees.texts(constraint).toList()))
            .collect(Collectors.toCollection(LinkedHashSet::new)));
  }

  /** A constraint as a list: field, operator and perhaps a value. */
  static Constraint constraint(List<String> parts) {
    return new Constraint(
        parts.get(0),
        Constraint.Operator.valueOf(parts.get(1).toUpperCase(Locale.ROOT)),
        parts.size() > 2 ? Optional.of(parts.get(2)) : Optional.empty());
  }

  private static ExternalStorage external(JsonNode info) {
    if (!info.path("provider").asText().equals("csi") || !info.path("options").has("pluginName")) {
      return new ExternalStorage.Dvdi(
          field(info, "size").map(JsonNode::longValue),
          info.path("name").asText(),
          info.path("provider").asText(),
          labels(info, "options"),
          info.get("shared").booleanValue());
    }
    JsonNode options = info.get("options");
    JsonNode capability = options.get("capability");
    return new ExternalStorage.Csi(
        info.get("name").textValue(),
        options.get("pluginName").textValue(),
        capability.get("accessMode").textValue(),
        capability.get("accessType").textValue().equals("block")
            ? new ExternalStorage.AccessType.Block()
            : new ExternalStorage.AccessType.Mount(
                text(capability, "fsType"), texts(capability, "mountFlags")),
        labels(options, "nodeStageSecret"),
        labels(options, "nodePublishSecret"),
        labels(options, "volumeContext"));
  }
}
