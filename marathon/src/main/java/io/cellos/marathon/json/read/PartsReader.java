package io.cellos.marathon.json.read;

import static io.cellos.marathon.json.tree.Trees.field;
import static io.cellos.marathon.json.tree.Trees.flag;
import static io.cellos.marathon.json.tree.Trees.items;
import static io.cellos.marathon.json.tree.Trees.labels;
import static io.cellos.marathon.json.tree.Trees.number;
import static io.cellos.marathon.json.tree.Trees.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.marathon.json.tree.Trees;
import io.cellos.marathon.model.Command;
import io.cellos.marathon.model.EnvValue;
import io.cellos.marathon.model.FetchUri;
import io.cellos.marathon.model.KillSelection;
import io.cellos.marathon.model.LinuxInfo;
import io.cellos.marathon.model.Network;
import io.cellos.marathon.model.ResourceLimits;
import io.cellos.marathon.model.Resources;
import io.cellos.marathon.model.Timestamp;
import io.cellos.marathon.model.UnreachableStrategy;
import io.cellos.marathon.model.VersionInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parts that apps and pods have in common. */
final class PartsReader {
  private PartsReader() {}

  static Duration seconds(JsonNode object, String name) {
    return Duration.ofMillis(Math.round(object.get(name).doubleValue() * 1000));
  }

  static Map<String, EnvValue> env(JsonNode object, String name) {
    return Trees.map(
        object,
        name,
        value ->
            value.isTextual()
                ? new EnvValue.Text(value.textValue())
                : new EnvValue.SecretRef(value.get("secret").textValue()));
  }

  static Map<String, String> secrets(JsonNode object) {
    return Trees.map(object, "secrets", secret -> secret.get("source").textValue());
  }

  static List<FetchUri> artifacts(JsonNode object, String name) {
    return items(object, name).stream()
        .map(
            artifact ->
                new FetchUri(
                    artifact.get("uri").textValue(),
                    artifact.get("extract").booleanValue(),
                    artifact.get("executable").booleanValue(),
                    artifact.get("cache").booleanValue(),
                    text(artifact, "destPath")))
        .toList();
  }

  static List<Network> networks(JsonNode object) {
    return items(object, "networks").stream().map(PartsReader::network).toList();
  }

  private static Network network(JsonNode network) {
    return switch (network.get("mode").textValue()) {
      case "host" -> new Network.Host();
      case "container/bridge" -> new Network.Bridge(labels(network, "labels"));
      default -> new Network.Named(network.get("name").textValue(), labels(network, "labels"));
    };
  }

  static Resources resources(JsonNode object) {
    return new Resources(
        object.get("cpus").doubleValue(),
        object.get("mem").doubleValue(),
        object.get("disk").doubleValue(),
        object.path("gpus").intValue());
  }

  static Optional<ResourceLimits> limits(JsonNode object) {
    return field(object, "resourceLimits")
        .map(limits -> new ResourceLimits(limit(limits, "cpus"), limit(limits, "mem")));
  }

  private static Optional<Double> limit(JsonNode limits, String name) {
    return field(limits, name)
        .map(limit -> limit.isTextual() ? Double.POSITIVE_INFINITY : limit.doubleValue());
  }

  static Optional<LinuxInfo> linuxInfo(JsonNode object) {
    return field(object, "linuxInfo")
        .map(
            info ->
                new LinuxInfo(
                    field(info, "seccomp")
                        .map(
                            seccomp ->
                                new LinuxInfo.Seccomp(
                                    text(seccomp, "profileName"),
                                    seccomp.get("unconfined").booleanValue())),
                    field(info, "ipcInfo")
                        .map(
                            ipc ->
                                new LinuxInfo.IpcInfo(
                                    LinuxInfo.IpcMode.valueOf(ipc.get("mode").textValue()),
                                    number(ipc, "shmSize")))));
  }

  static Command command(JsonNode command) {
    return command.has("shell")
        ? new Command.Shell(command.get("shell").textValue())
        : new Command.Argv(Trees.texts(command, "argv"));
  }

  static UnreachableStrategy unreachable(JsonNode strategy) {
    return strategy.isObject()
        ? new UnreachableStrategy.Enabled(
            seconds(strategy, "inactiveAfterSeconds"), seconds(strategy, "expungeAfterSeconds"))
        : new UnreachableStrategy.Disabled();
  }

  static KillSelection killSelection(JsonNode object) {
    return text(object, "killSelection")
        .map(KillSelection::valueOf)
        .orElse(KillSelection.YOUNGEST_FIRST);
  }

  /** The version as stored; none if nothing was said. */
  static VersionInfo versionInfo(JsonNode object) {
    Optional<Timestamp> version = text(object, "version").map(Timestamp::parse);
    if (version.isEmpty()) {
      return new VersionInfo.None();
    }
    return field(object, "versionInfo")
        .<VersionInfo>map(
            info ->
                new VersionInfo.Full(
                    version.get(),
                    Timestamp.parse(info.get("lastScalingAt").textValue()),
                    Timestamp.parse(info.get("lastConfigChangeAt").textValue())))
        .orElseGet(() -> new VersionInfo.Only(version.get()));
  }

  static boolean isSet(JsonNode object, String name) {
    return flag(object, name).orElse(false);
  }
}
