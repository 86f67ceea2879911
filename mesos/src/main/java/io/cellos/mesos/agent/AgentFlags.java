package io.cellos.mesos.agent;

import io.cellos.base.flags.Flags;
import io.cellos.mesos.agent.core.CoreSettings;
import io.cellos.mesos.flags.MesosFlags;
import io.cellos.model.InvalidInputException;
import io.cellos.protocols.mesos.Attributes;
import io.cellos.protocols.mesos.Resources;
import io.cellos.protocols.mesos.WireException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.mesos.v1.Protos.AgentInfo;

/**
 * What the flags say.
 *
 * @param flags all of them, as they are shown
 * @param info of the agent, without id
 * @param additive whether the agent may come back with more than it had
 */
record AgentFlags(
    Flags flags,
    InetAddress ip,
    String master,
    Path workDirectory,
    AgentInfo info,
    boolean additive,
    boolean switchUser) {

  /** The version of Mesos whose interfaces these are. */
  static final String VERSION = "1.11.0";

  /**
   * @throws InvalidInputException naming every flag that is wrong
   */
  static AgentFlags parse(String[] arguments, Map<String, String> environment) {
    Flags flags = Flags.parse(arguments, environment, KnownFlags.all(), MesosFlags.STYLE);
    List<String> problems = new ArrayList<>();
    for (String needed : List.of("master", "work_dir")) {
      if (flags.find(needed).filter(text -> !text.isEmpty()).isEmpty()) {
        problems.add("--" + needed + " is missing");
      }
    }
    String policy = flags.get("reconfiguration_policy");
    if (!policy.equals("equal") && !policy.equals("additive")) {
      problems.add("--reconfiguration_policy is equal or additive, not \"" + policy + "\"");
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
    InetAddress ip = flags.read("ip", InetAddress::ofLiteral);
    Path work = Path.of(flags.get("work_dir"));
    return new AgentFlags(
        flags,
        ip,
        flags.get("master"),
        work,
        info(flags, ip, work),
        policy.equals("additive"),
        flags.isTrue("switch_user"));
  }

  private static AgentInfo info(Flags flags, InetAddress ip, Path work) {
    try {
      Resources resources =
          flags.find("resources").isPresent()
              ? Resources.parse(flags.get("resources"), flags.get("default_role"))
              : Resources.NONE;
      AgentInfo.Builder info =
          AgentInfo.newBuilder()
              .setHostname(flags.find("hostname").orElse(ip.getHostAddress()))
              .setPort(flags.number("port"))
              .addAllResources(Machine.complete(resources, work, flags.get("default_role")).list());
      if (flags.find("attributes").isPresent()) {
        info.addAllAttributes(Attributes.parse(flags.get("attributes")));
      }
      return info.build();
    } catch (WireException e) {
      throw new InvalidInputException(e.getMessage());
    }
  }

  /** The same, but what readers of this flag are told is the value that holds. */
  AgentFlags saying(String name, String value) {
    return new AgentFlags(
        flags.with(name, value), ip, master, workDirectory, info, additive, switchUser);
  }

  CoreSettings core() {
    CoreSettings usual = CoreSettings.defaults();
    return new CoreSettings(
        usual.killGrace(),
        MesosFlags.duration(flags, "executor_shutdown_grace_period"),
        MesosFlags.duration(flags, "executor_registration_timeout"),
        MesosFlags.duration(flags, "executor_reregistration_timeout"),
        usual.maxCompletedFrameworks(),
        flags.number("max_completed_executors_per_framework"),
        usual.maxCompletedTasksPerExecutor(),
        VERSION);
  }

  Duration backoff() {
    return MesosFlags.duration(flags, "registration_backoff_factor");
  }

  Optional<Path> logDirectory() {
    return flags.find("log_dir").map(Path::of);
  }

  static Path logFile(Path directory) {
    return directory.resolve("mesos-agent.log");
  }
}
