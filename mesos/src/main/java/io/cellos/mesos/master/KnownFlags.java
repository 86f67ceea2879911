package io.cellos.mesos.master;

import io.cellos.base.flags.Flags;
import io.cellos.mesos.flags.MesosDuration;
import io.cellos.mesos.flags.MesosFlags;
import io.cellos.mesos.master.core.MasterSettings;
import io.cellos.model.InvalidInputException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The flags of a master with their defaults; names are those of Mesos' docs/configuration. */
final class KnownFlags {
  /** What this master uses. */
  private static final Map<String, String> USED =
      Map.ofEntries(
          Map.entry("ip", Flags.NONE),
          Map.entry("port", "5050"),
          Map.entry("hostname", Flags.NONE),
          Map.entry("hostname_lookup", "true"),
          Map.entry("advertise_ip", Flags.NONE),
          Map.entry("advertise_port", Flags.NONE),
          Map.entry("zk", Flags.NONE),
          Map.entry("zk_session_timeout", "4secs"),
          Map.entry("cluster", Flags.NONE),
          Map.entry("roles", Flags.NONE),
          Map.entry("weights", Flags.NONE),
          Map.entry("allocation_interval", "1secs"),
          Map.entry("agent_ping_timeout", "15secs"),
          Map.entry("max_agent_ping_timeouts", "5"),
          Map.entry("agent_reregister_timeout", "10mins"),
          Map.entry("offer_timeout", Flags.NONE),
          Map.entry("max_completed_frameworks", "50"),
          Map.entry("max_completed_tasks_per_framework", "1000"),
          Map.entry("max_unreachable_tasks_per_framework", "1000"),
          Map.entry("publish_per_framework_metrics", "true"),
          Map.entry("registry_gc_interval", "15mins"),
          Map.entry("registry_max_agent_age", "2weeks"),
          Map.entry("registry_max_agent_count", "102400"),
          Map.entry("log_dir", Flags.NONE));

  /** What makes no difference here, or only says what is so anyway. */
  private static final Map<String, String> IDLE =
      Map.ofEntries(
          Map.entry("work_dir", Flags.NONE),
          Map.entry("quorum", Flags.NONE),
          Map.entry("registry", "replicated_log"),
          Map.entry("registry_strict", "false"),
          Map.entry("registry_fetch_timeout", "1mins"),
          Map.entry("registry_store_timeout", "20secs"),
          Map.entry("log_auto_initialize", "true"),
          Map.entry("recovery_agent_removal_limit", "100%"),
          Map.entry("agent_removal_rate_limit", Flags.NONE),
          Map.entry("max_operator_event_stream_subscribers", "1000"),
          Map.entry("webui_dir", Flags.NONE),
          Map.entry("external_log_file", Flags.NONE),
          Map.entry("logging_level", "INFO"),
          Map.entry("logbufsecs", "0"),
          Map.entry("quiet", "false"),
          Map.entry("initialize_driver_logging", "true"),
          Map.entry("memory_profiling", "false"),
          Map.entry("offer_constraints_re2_max_mem", "4KB"));

  /** What would change what a master does, and is there in one form only. */
  private static final Map<String, String> FIXED =
      Map.ofEntries(
          Map.entry("acls", Flags.NONE),
          Map.entry("credentials", Flags.NONE),
          Map.entry("authorizers", "local"),
          Map.entry("authenticators", "crammd5"),
          Map.entry("http_authenticators", "basic"),
          Map.entry("authenticate_frameworks", "false"),
          Map.entry("authenticate_agents", "false"),
          Map.entry("authenticate_http_frameworks", "false"),
          Map.entry("authenticate_http_readonly", "false"),
          Map.entry("authenticate_http_readwrite", "false"),
          Map.entry("firewall_rules", Flags.NONE),
          Map.entry("rate_limits", Flags.NONE),
          Map.entry("whitelist", Flags.NONE),
          Map.entry("modules", Flags.NONE),
          Map.entry("modules_dir", Flags.NONE),
          Map.entry("hooks", Flags.NONE),
          Map.entry("domain", Flags.NONE),
          Map.entry("require_agent_domain", "false"),
          Map.entry("allocator", "hierarchical"),
          Map.entry("role_sorter", "drf"),
          Map.entry("framework_sorter", "drf"),
          Map.entry("fair_sharing_excluded_resource_names", Flags.NONE),
          Map.entry("min_allocatable_resources", "cpus:0.01|mem:32"),
          Map.entry("filter_gpu_resources", "true"),
          Map.entry("root_submissions", "true"),
          Map.entry("offer_constraints_re2_max_program_size", "100"));

  private KnownFlags() {}

  /**
   * @throws InvalidInputException if a flag is unknown, or asks for what this master does not do
   */
  static Flags parse(String[] arguments, Map<String, String> environment) {
    Map<String, String> known = new TreeMap<>(USED);
    known.putAll(IDLE);
    known.putAll(FIXED);
    Flags flags = Flags.parse(arguments, environment, known, MesosFlags.STYLE);
    List<String> problems =
        FIXED.entrySet().stream()
            .filter(flag -> !flags.find(flag.getKey()).orElse(Flags.NONE).equals(flag.getValue()))
            .map(flag -> problem(flag.getKey(), flag.getValue()))
            .sorted()
            .toList();
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
    return flags;
  }

  private static String problem(String name, String only) {
    return only.equals(Flags.NONE)
        ? "--" + name + " is not supported"
        : "--" + name + " can only be " + only;
  }

  private static Duration interval(String text) {
    Duration interval = MesosDuration.parse(text);
    if (interval.isZero()) {
      throw new InvalidInputException("it is the time between two looks, and can't be none");
    }
    return interval;
  }

  static MasterSettings settings(Flags flags) {
    return new MasterSettings(
        MesosFlags.duration(flags, "allocation_interval"),
        MesosFlags.duration(flags, "agent_ping_timeout"),
        flags.number("max_agent_ping_timeouts"),
        MesosFlags.duration(flags, "agent_reregister_timeout"),
        flags.find("offer_timeout").map(text -> MesosFlags.duration(flags, "offer_timeout")),
        new MasterSettings.Retention(
            flags.number("max_completed_frameworks"),
            flags.number("max_completed_tasks_per_framework"),
            flags.number("max_unreachable_tasks_per_framework"),
            flags.read("registry_gc_interval", KnownFlags::interval),
            MesosFlags.duration(flags, "registry_max_agent_age"),
            flags.number("registry_max_agent_count")));
  }
}
