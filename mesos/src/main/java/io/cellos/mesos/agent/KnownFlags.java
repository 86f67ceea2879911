package io.cellos.mesos.agent;

import io.cellos.base.flags.Flags;
import java.util.HashMap;
import java.util.Map;

/** The flags of {@code mesos-agent} with their defaults. Those that change nothing here say so. */
final class KnownFlags {
  private KnownFlags() {}

  static Map<String, String> all() {
    Map<String, String> flags = new HashMap<>(meaning());
    flags.putAll(accepted());
    return Map.copyOf(flags);
  }

  private static Map<String, String> meaning() {
    return Map.ofEntries(
        Map.entry("ip", "127.0.0.1"),
        Map.entry("port", "5051"),
        Map.entry("hostname", Flags.NONE),
        Map.entry("master", Flags.NONE),
        Map.entry("work_dir", Flags.NONE),
        Map.entry("resources", Flags.NONE),
        Map.entry("attributes", Flags.NONE),
        Map.entry("default_role", "*"),
        Map.entry("log_dir", Flags.NONE),
        Map.entry("switch_user", "true"),
        Map.entry("reconfiguration_policy", "equal"),
        Map.entry("registration_backoff_factor", "1secs"),
        Map.entry("executor_registration_timeout", "1mins"),
        Map.entry("executor_reregistration_timeout", "2secs"),
        Map.entry("executor_shutdown_grace_period", "5secs"),
        Map.entry("recovery_timeout", "15mins"),
        Map.entry("max_completed_executors_per_framework", "150"),
        Map.entry("gc_delay", "1weeks"),
        Map.entry("gc_disk_headroom", "0.1"),
        Map.entry("disk_watch_interval", "1mins"),
        Map.entry("frameworks_home", Flags.NONE),
        Map.entry("fetcher_cache_dir", Flags.NONE),
        Map.entry("fetcher_cache_size", "2GB"),
        Map.entry("fetcher_stall_timeout", "1mins"),
        Map.entry("docker_config", Flags.NONE),
        Map.entry("docker_kill_orphans", "true"),
        Map.entry("docker_socket", Flags.NONE),
        Map.entry("cgroups_root", "mesos"),
        Map.entry("cgroups_enable_cfs", "false"),
        Map.entry("isolation", Flags.NONE));
  }

  /** So that command lines written for Mesos work. */
  private static Map<String, String> accepted() {
    return Map.ofEntries(
        Map.entry("advertise_ip", Flags.NONE),
        Map.entry("advertise_port", Flags.NONE),
        Map.entry("cgroups_hierarchy", "/sys/fs/cgroup"),
        Map.entry("containerizers", "docker,mesos"),
        Map.entry("docker", "docker"),
        Map.entry("docker_remove_delay", "6hrs"),
        Map.entry("docker_stop_timeout", "0ns"),
        Map.entry("hostname_lookup", "true"),
        Map.entry("http_command_executor", "false"),
        Map.entry("launcher", Flags.NONE),
        Map.entry("launcher_dir", Flags.NONE),
        Map.entry("logging_level", "INFO"),
        Map.entry("quiet", "false"),
        Map.entry("recover", "reconnect"),
        Map.entry("runtime_dir", Flags.NONE),
        Map.entry("sandbox_directory", "/mnt/mesos/sandbox"),
        Map.entry("strict", "true"),
        Map.entry("systemd_enable_support", "true"),
        Map.entry("systemd_runtime_directory", "/run/systemd/system"));
  }
}
