package io.cellos.marathon;

import io.cellos.base.flags.Flags;
import io.cellos.base.text.NearWord;
import io.cellos.marathon.core.launch.resource.AcceptedRoles;
import io.cellos.marathon.json.rules.Features;
import io.cellos.marathon.json.rules.Settings;
import io.cellos.model.InvalidInputException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.FrameworkInfo.Capability;

/** What single flags mean. */
final class FlagSettings {
  /** Some only switch on what there is anyway. */
  private static final Set<String> FEATURES =
      Set.of(
          Features.SECRETS,
          Features.EXTERNAL_VOLUMES,
          Features.GPU_RESOURCES,
          "vips",
          "task_killing",
          "maintenance_mode");

  private FlagSettings() {}

  static Duration millis(Flags flags, String name) {
    return flags.read(name, text -> Duration.ofMillis(Long.parseUnsignedLong(text)));
  }

  static Settings json(Flags flags) {
    Features features =
        new Features(flags.find("enable_features").map(FlagSettings::features).orElse(Set.of()));
    return new Settings(
        features,
        flags.find("default_network_name"),
        flags.get("mesos_bridge_name"),
        flags.get("mesos_role"),
        choice(flags, "new_group_enforce_role", "off", "top").equals("top"));
  }

  private static Set<String> features(String text) {
    Set<String> features = new TreeSet<>();
    Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(feature -> !feature.isEmpty())
        .forEach(features::add);
    for (String feature : features) {
      if (!FEATURES.contains(feature)) {
        throw new InvalidInputException(
            "--enable_features: there is no feature "
                + feature
                + NearWord.hint(feature, FEATURES)
                + "; there are "
                + String.join(", ", new TreeSet<>(FEATURES)));
      }
    }
    return features;
  }

  static boolean scarceGpus(Flags flags) {
    return choice(flags, "gpu_scheduling_behavior", "restricted", "unrestricted")
        .equals("restricted");
  }

  /** Both flags at once would only be a question of which counts. */
  static AcceptedRoles acceptedRoles(Flags flags) {
    String behavior = "accepted_resource_roles_default_behavior";
    String list = "default_accepted_resource_roles";
    if (flags.find(behavior).isPresent()) {
      if (flags.find(list).isPresent()) {
        throw new InvalidInputException(
            "--" + list + " is an older form of --" + behavior + ": give only that");
      }
      return behavior(flags.get(behavior));
    }
    return flags
        .find(list)
        .map(text -> listed(text, flags.get("mesos_role")))
        .orElse(AcceptedRoles.ANY);
  }

  private static AcceptedRoles behavior(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "any" -> AcceptedRoles.ANY;
      case "unreserved" -> AcceptedRoles.UNRESERVED;
      case "reserved" -> AcceptedRoles.RESERVED;
      default ->
          throw new InvalidInputException(
              "--accepted_resource_roles_default_behavior is any, unreserved or reserved, not \""
                  + text
                  + "\"");
    };
  }

  /** A list of roles, which only ever could be of these two. */
  private static AcceptedRoles listed(String text, String role) {
    Set<String> roles =
        Arrays.stream(text.split(",", -1)).map(String::strip).collect(Collectors.toSet());
    if (!new TreeSet<>(List.of("*", role)).containsAll(roles)) {
      throw new InvalidInputException(
          "--default_accepted_resource_roles can only have * and the role of --mesos_role ("
              + role
              + "), not \""
              + text
              + "\"");
    }
    return roles.size() > 1
        ? AcceptedRoles.ANY
        : roles.contains("*") ? AcceptedRoles.UNRESERVED : AcceptedRoles.RESERVED;
  }

  static boolean isDetailed(Flags flags) {
    String level = flags.get("logging_level").toLowerCase(Locale.ROOT);
    return level.equals("debug") || level.equals("trace") || level.equals("all");
  }

  private static String choice(Flags flags, String name, String... choices) {
    String value = flags.get(name);
    if (!Set.of(choices).contains(value)) {
      throw new InvalidInputException(
          "--" + name + " is " + String.join(" or ", choices) + ", not \"" + value + "\"");
    }
    return value;
  }

  static FrameworkInfo framework(Flags flags, String hostname, URI self, Features features) {
    FrameworkInfo.Builder info =
        FrameworkInfo.newBuilder()
            .setName(flags.get("framework_name"))
            .setUser(
                flags.find("mesos_user").orElseGet(() -> System.getProperty("user.name", "root")))
            .setHostname(hostname)
            .setWebuiUrl(flags.find("webui_url").orElse(self.toString()))
            .setFailoverTimeout(flags.number("failover_timeout"))
            .setCheckpoint(flags.isTrue("checkpoint"))
            .addRoles(flags.get("mesos_role"));
    flags.find("mesos_authentication_principal").ifPresent(info::setPrincipal);
    for (Capability.Type type :
        Set.of(
            Capability.Type.PARTITION_AWARE,
            Capability.Type.MULTI_ROLE,
            Capability.Type.RESERVATION_REFINEMENT,
            Capability.Type.TASK_KILLING_STATE,
            Capability.Type.REGION_AWARE)) {
      info.addCapabilities(Capability.newBuilder().setType(type));
    }
    if (features.enabled().contains(Features.GPU_RESOURCES)) {
      info.addCapabilities(Capability.newBuilder().setType(Capability.Type.GPU_RESOURCES));
    }
    return info.build();
  }
}
