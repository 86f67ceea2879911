package io.cellos.mesos.agent.container.docker;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Mesos' parameters of a Docker container are options of {@code docker run}; here is what they are
 * in the engine's API.
 */
final class DockerParameters {
  private static final Pattern SIZE = Pattern.compile("(-?\\d{1,18})([bkmgt]?)b?");

  /** Puts the value into the description of the container or into its HostConfig. */
  private interface Option {
    void put(String value, ObjectNode config, ObjectNode host);
  }

  private static final Map<String, Option> OPTIONS = new TreeMap<>();

  static {
    text("Hostname", "hostname");
    text("Domainname", "domainname");
    text("User", "user");
    text("WorkingDir", "workdir");
    text("StopSignal", "stop-signal");
    text("MacAddress", "mac-address");
    hostText("NetworkMode", "network", "net");
    hostText("IpcMode", "ipc");
    hostText("PidMode", "pid");
    hostText("UTSMode", "uts");
    hostText("UsernsMode", "userns");
    hostText("CgroupnsMode", "cgroupns");
    hostText("CgroupParent", "cgroup-parent");
    hostText("Runtime", "runtime");
    hostText("VolumeDriver", "volume-driver");
    hostText("CpusetCpus", "cpuset-cpus");
    hostText("CpusetMems", "cpuset-mems");
    hostText("Isolation", "isolation");
    flag(false, "Tty", "tty");
    flag(false, "OpenStdin", "interactive");
    flag(true, "Privileged", "privileged");
    flag(true, "Init", "init");
    flag(true, "ReadonlyRootfs", "read-only");
    flag(true, "OomKillDisable", "oom-kill-disable");
    flag(true, "PublishAllPorts", "publish-all");
    list("ExtraHosts", "add-host");
    list("CapAdd", "cap-add");
    list("CapDrop", "cap-drop");
    list("Dns", "dns");
    list("DnsSearch", "dns-search");
    list("DnsOptions", "dns-opt", "dns-option");
    list("GroupAdd", "group-add");
    list("Links", "link");
    list("SecurityOpt", "security-opt");
    list("Binds", "volume");
    list("VolumesFrom", "volumes-from");
    number("CpuShares", "cpu-shares");
    number("CpuPeriod", "cpu-period");
    number("CpuQuota", "cpu-quota");
    number("OomScoreAdj", "oom-score-adj");
    number("PidsLimit", "pids-limit");
    number("MemorySwappiness", "memory-swappiness");
    number("BlkioWeight", "blkio-weight");
    number("Memory", "memory");
    number("MemorySwap", "memory-swap");
    number("MemoryReservation", "memory-reservation");
    number("ShmSize", "shm-size");
    OPTIONS.put("stop-timeout", (value, config, host) -> config.put("StopTimeout", size(value)));
    OPTIONS.put("env", (value, config, host) -> array(config, "Env").add(value));
    OPTIONS.put("entrypoint", (value, config, host) -> config.putArray("Entrypoint").add(value));
    pairs("label", '=', (config, host) -> config.withObject("/Labels"));
    pairs("sysctl", '=', (config, host) -> host.withObject("/Sysctls"));
    pairs("tmpfs", ':', (config, host) -> host.withObject("/Tmpfs"));
    pairs("storage-opt", '=', (config, host) -> host.withObject("/StorageOpt"));
    pairs("log-opt", '=', (config, host) -> host.withObject("/LogConfig/Config"));
    OPTIONS.put("log-driver", (value, config, host) -> logDriver(value, host));
    OPTIONS.put("cpus", (value, config, host) -> cpus(value, host));
    OPTIONS.put("ulimit", (value, config, host) -> ulimit(value, host));
    OPTIONS.put("device", (value, config, host) -> device(value, host));
    OPTIONS.put("expose", (value, config, host) -> expose(value, config));
    OPTIONS.put("publish", (value, config, host) -> publish(value, config, host));
    // What we do anyway.
    OPTIONS.put("rm", (value, config, host) -> {});
    OPTIONS.put("detach", (value, config, host) -> {});
  }

  private static final Map<String, String> SHORT =
      Map.of(
          "e",
          "env",
          "h",
          "hostname",
          "i",
          "interactive",
          "l",
          "label",
          "m",
          "memory",
          "p",
          "publish",
          "t",
          "tty",
          "u",
          "user",
          "v",
          "volume",
          "w",
          "workdir");

  private DockerParameters() {}

  /**
   * @throws DockerException if the option is not known here, or the value makes no sense for it
   */
  static void apply(String key, String value, ObjectNode config) throws DockerException {
    Option option = OPTIONS.get(SHORT.getOrDefault(key, key));
    if (option == null) {
      throw new DockerException("the Docker parameter " + key + " is not supported");
    }
    try {
      option.put(value, config, config.withObject("/HostConfig"));
    } catch (IllegalArgumentException e) {
      throw new DockerException("the Docker parameter " + key + "=" + value + " makes no sense", e);
    }
  }

  private static void text(String field, String key) {
    OPTIONS.put(key, (value, config, host) -> config.put(field, value));
  }

  private static void hostText(String field, String... keys) {
    for (String key : keys) {
      OPTIONS.put(key, (value, config, host) -> host.put(field, value));
    }
  }

  private static void flag(boolean ofHost, String field, String key) {
    OPTIONS.put(
        key,
        (value, config, host) ->
            (ofHost ? host : config).put(field, value.isEmpty() || Boolean.parseBoolean(value)));
  }

  private static void list(String field, String... keys) {
    for (String key : keys) {
      OPTIONS.put(key, (value, config, host) -> array(host, field).add(value));
    }
  }

  private static void number(String field, String key) {
    OPTIONS.put(key, (value, config, host) -> host.put(field, size(value)));
  }

  /** Where the pairs of an option go. */
  private interface Pairs {
    ObjectNode in(ObjectNode config, ObjectNode host);
  }

  private static void pairs(String key, char separator, Pairs pairs) {
    OPTIONS.put(
        key,
        (value, config, host) -> {
          String[] pair = value.split(Pattern.quote("" + separator), 2);
          pairs.in(config, host).put(pair[0], pair.length == 2 ? pair[1] : "");
        });
  }

  private static ArrayNode array(ObjectNode object, String field) {
    return object.get(field) instanceof ArrayNode array ? array : object.putArray(field);
  }

  /** A number, or a size such as 64m. */
  private static long size(String text) {
    Matcher size = SIZE.matcher(text.toLowerCase(Locale.ROOT));
    if (!size.matches()) {
      throw new IllegalArgumentException(text);
    }
    int power = size.group(2).isEmpty() ? 0 : "bkmgt".indexOf(size.group(2));
    return Long.parseLong(size.group(1)) * (1L << (10 * power));
  }

  /** Another driver would not know the options of ours. */
  private static void logDriver(String value, ObjectNode host) {
    if (!host.at("/LogConfig/Type").asText().equals(value)) {
      host.putObject("LogConfig").put("Type", value).putObject("Config");
    }
  }

  private static void cpus(String value, ObjectNode host) {
    host.remove("CpuPeriod");
    host.remove("CpuQuota");
    host.put("NanoCpus", (long) (Double.parseDouble(value) * 1e9));
  }

  private static void ulimit(String value, ObjectNode host) {
    String[] pair = value.split("=", 2);
    String[] limits = pair[pair.length - 1].split(":", 2);
    if (pair.length < 2) {
      throw new IllegalArgumentException(value);
    }
    array(host, "Ulimits")
        .addObject()
        .put("Name", pair[0])
        .put("Soft", Long.parseLong(limits[0]))
        .put("Hard", Long.parseLong(limits[limits.length - 1]));
  }

  private static void device(String value, ObjectNode host) {
    String[] parts = value.split(":", 3);
    boolean onlyRights = parts.length == 2 && !parts[1].startsWith("/");
    array(host, "Devices")
        .addObject()
        .put("PathOnHost", parts[0])
        .put("PathInContainer", parts.length == 1 || onlyRights ? parts[0] : parts[1])
        .put("CgroupPermissions", parts.length == 1 ? "rwm" : onlyRights ? parts[1] : last(parts));
  }

  private static String last(String[] parts) {
    return parts.length == 3 ? parts[2] : "rwm";
  }

  private static String expose(String value, ObjectNode config) {
    String port = value.contains("/") ? value : value + "/tcp";
    config.withObject("/ExposedPorts").putObject(port);
    return port;
  }

  /** {@code [[address:]port:]port[/protocol]}. */
  private static void publish(String value, ObjectNode config, ObjectNode host) {
    int colon = value.lastIndexOf(':');
    String port = expose(value.substring(colon + 1), config);
    String before = colon < 0 ? "" : value.substring(0, colon);
    int address = before.lastIndexOf(':');
    array(host.withObject("/PortBindings"), port)
        .addObject()
        .put("HostIp", address < 0 ? "" : before.substring(0, address))
        .put("HostPort", before.substring(address + 1));
  }
}
