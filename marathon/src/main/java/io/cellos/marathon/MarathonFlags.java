package io.cellos.marathon;

import io.cellos.base.flags.Flags;
import io.cellos.coordination.zookeeper.ZkSource;
import io.cellos.marathon.core.CoreSettings;
import io.cellos.marathon.core.launch.LaunchSettings;
import io.cellos.marathon.json.rules.Settings;
import io.cellos.marathon.scheduler.MasterAddress;
import io.cellos.model.InvalidInputException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.mesos.v1.Protos.FrameworkInfo;

/**
 * What Marathon is told when it is started.
 *
 * @param address the one it listens on
 * @param self its URL, under which others find it
 * @param zookeeper where those that run elect their leader and keep their state
 * @param framework as it subscribes with Mesos, without its id
 * @param detailedLog whether details are logged
 * @param all as they were given or are by default
 */
record MarathonFlags(
    InetAddress address,
    int port,
    URI self,
    MasterAddress master,
    ZkSource zookeeper,
    Duration sessionTimeout,
    int maxVersions,
    FrameworkInfo framework,
    Settings json,
    CoreSettings core,
    boolean detailedLog,
    Flags all) {

  /**
   * @throws InvalidInputException if they can't be
   */
  static MarathonFlags parse(String[] arguments, Map<String, String> environment) {
    Flags flags = KnownFlags.parse(arguments, environment);
    InetAddress address =
        flags
            .find("http_address")
            .map(text -> flags.read("http_address", MarathonFlags::address))
            .orElseGet(() -> own(flags.find("hostname")));
    int port = port(flags, "http_port");
    String hostname = flags.find("hostname").orElse(address.getHostAddress());
    URI self =
        URI.create(
            "http://" + (hostname.contains(":") ? "[" + hostname + "]" : hostname) + ":" + port);
    Settings json = FlagSettings.json(flags);
    FrameworkInfo framework = FlagSettings.framework(flags, hostname, self, json.features());
    return new MarathonFlags(
        address,
        port,
        self,
        flags.read("master", MasterAddress::parse),
        flags.read("zk", ZkSource::parse),
        FlagSettings.millis(flags, "zk_session_timeout"),
        Math.max(1, flags.number("zk_max_versions")),
        framework,
        json,
        core(flags, json).withFramework(framework),
        FlagSettings.isDetailed(flags),
        flags);
  }

  private static CoreSettings core(Flags flags, Settings json) {
    int min = port(flags, "local_port_min");
    int max = port(flags, "local_port_max");
    if (min > max) {
      throw new InvalidInputException("--local_port_min is more than --local_port_max");
    }
    return new CoreSettings(
        min,
        max,
        json.newGroupsEnforceRole(),
        Math.max(
            1,
            flags.number(
                flags.find("max_tasks_per_offer").isPresent()
                    ? "max_tasks_per_offer"
                    : "max_instances_per_offer")),
        FlagSettings.millis(flags, "decline_offer_duration"),
        FlagSettings.millis(flags, "kill_retry_timeout"),
        FlagSettings.millis(flags, "reconciliation_interval"),
        new LaunchSettings(
            flags.find("env_vars_prefix"),
            FlagSettings.millis(flags, "task_launch_confirm_timeout").toMillis(),
            FlagSettings.millis(flags, "task_launch_timeout").toMillis(),
            FlagSettings.scarceGpus(flags),
            flags.number("draining_seconds"),
            flags.find("mesos_authentication_principal"),
            json.mesosBridgeName(),
            FlagSettings.acceptedRoles(flags)));
  }

  private static int port(Flags flags, String name) {
    int port = flags.number(name);
    if (port < 1 || port > 65535) {
      throw new InvalidInputException("--" + name + " is a port from 1 to 65535, not " + port);
    }
    return port;
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new InvalidInputException("\"" + text + "\" is no address of this machine");
    }
  }

  /** The address that others find this program at. */
  private static InetAddress own(Optional<String> hostname) {
    try {
      return hostname.isPresent()
          ? InetAddress.getByName(hostname.get())
          : InetAddress.getLocalHost();
    } catch (UnknownHostException e) {
      throw new InvalidInputException("this machine's address is not known: give --http_address");
    }
  }
}
