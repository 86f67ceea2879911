package io.cellos.marathon.json.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cellos.marathon.json.schema.NumberShape;
import io.cellos.marathon.json.tree.Trees;
import io.cellos.marathon.model.Command;
import io.cellos.marathon.model.EnvValue;
import io.cellos.marathon.model.FetchUri;
import io.cellos.marathon.model.LinuxInfo;
import io.cellos.marathon.model.Network;
import io.cellos.marathon.model.ResourceLimits;
import io.cellos.marathon.model.Resources;
import io.cellos.marathon.model.UnreachableStrategy;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parts that apps and pods have in common. */
final class PartsWriter {
  private PartsWriter() {}

  static JsonNode number(double value) {
    return NumberShape.node(value);
  }

  /** Sets the field unless there is nothing in it. */
  static void setUnlessEmpty(ObjectNode object, String name, JsonNode value) {
    if (!value.isEmpty()) {
      object.set(name, value);
    }
  }

  static ObjectNode env(Map<String, EnvValue> env) {
    ObjectNode object = Trees.object();
    env.forEach(
        (name, value) -> {
          switch (value) {
            case EnvValue.Text(String text) -> object.put(name, text);
            case EnvValue.SecretRef(String secret) -> object.putObject(name).put("secret", secret);
          }
        });
    return object;
  }

  static ObjectNode secrets(Map<String, String> secrets) {
    ObjectNode object = Trees.object();
    secrets.forEach((name, source) -> object.putObject(name).put("source", source));
    return object;
  }

  static ArrayNode artifacts(List<FetchUri> artifacts) {
    return Trees.array(
        artifacts,
        artifact -> {
          ObjectNode object =
              Trees.object()
                  .put("uri", artifact.uri())
                  .put("extract", artifact.extract())
                  .put("executable", artifact.executable())
                  .put("cache", artifact.cache());
          artifact.destPath().ifPresent(path -> object.put("destPath", path));
          return object;
        });
  }

  static ArrayNode networks(List<Network> networks) {
    return Trees.array(networks, PartsWriter::network);
  }

  private static JsonNode network(Network network) {
    ObjectNode object = Trees.object();
    switch (network) {
      case Network.Host() -> object.put("mode", "host");
      case Network.Bridge(Map<String, String> labels) -> {
        object.put("mode", "container/bridge");
        setUnlessEmpty(object, "labels", Trees.labels(labels));
      }
      case Network.Named(String name, Map<String, String> labels) -> {
        object.put("name", name).put("mode", "container");
        setUnlessEmpty(object, "labels", Trees.labels(labels));
      }
    }
    return object;
  }

  static JsonNode limits(ResourceLimits limits) {
    ObjectNode object = Trees.object();
    Trees.set(object, "cpus", limits.cpus().map(PartsWriter::limit));
    Trees.set(object, "mem", limits.mem().map(PartsWriter::limit));
    return object;
  }

  private static JsonNode limit(double limit) {
    return Double.isInfinite(limit) ? TextNode.valueOf("unlimited") : number(limit);
  }

  static ObjectNode executorResources(Resources resources) {
    ObjectNode object = Trees.object();
    object.set("cpus", number(resources.cpus()));
    object.set("mem", number(resources.mem()));
    object.set("disk", number(resources.disk()));
    return object;
  }

  static JsonNode linuxInfo(LinuxInfo info) {
    ObjectNode object = Trees.object();
    info.seccomp()
        .ifPresent(
            seccomp -> {
              ObjectNode part = object.putObject("seccomp");
              seccomp.profileName().ifPresent(name -> part.put("profileName", name));
              part.put("unconfined", seccomp.unconfined());
            });
    info.ipcInfo()
        .ifPresent(
            ipc -> {
              ObjectNode part = object.putObject("ipcInfo").put("mode", ipc.mode().name());
              ipc.shmSize().ifPresent(size -> part.put("shmSize", size));
            });
    return object;
  }

  static JsonNode command(Command command) {
    return switch (command) {
      case Command.Shell(String line) -> Trees.object().put("shell", line);
      case Command.Argv(List<String> words) -> Trees.object().set("argv", Trees.texts(words));
    };
  }

  static JsonNode unreachable(UnreachableStrategy strategy) {
    return switch (strategy) {
      case UnreachableStrategy.Disabled() -> TextNode.valueOf("disabled");
      case UnreachableStrategy.Enabled enabled ->
          Trees.object()
              .put("inactiveAfterSeconds", enabled.inactiveAfter().toSeconds())
              .put("expungeAfterSeconds", enabled.expungeAfter().toSeconds());
    };
  }

  static void put(ObjectNode object, String name, Optional<String> value) {
    value.ifPresent(text -> object.put(name, text));
  }

  static void putNumber(ObjectNode object, String name, Optional<Integer> value) {
    value.ifPresent(number -> object.put(name, number));
  }
}
