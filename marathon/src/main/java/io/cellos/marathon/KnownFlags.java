package io.cellos.marathon;

import io.cellos.base.flags.Flags;
import io.cellos.model.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The flags with their defaults; names are those of Marathon's documentation. */
final class KnownFlags {
  private static final Flags.Style STYLE = new Flags.Style("MARATHON_", "disable_");

  /** What this program uses; times are milliseconds. */
  private static final Map<String, String> USED =
      Map.ofEntries(
          Map.entry("master", Flags.NONE),
          Map.entry("zk", Flags.NONE),
          Map.entry("hostname", Flags.NONE),
          Map.entry("http_address", Flags.NONE),
          Map.entry("http_port", "8080"),
          Map.entry("webui_url", Flags.NONE),
          Map.entry("access_control_allow_origin", Flags.NONE),
          Map.entry("event_stream_max_outstanding_messages", Flags.NONE),
          Map.entry("framework_name", "marathon"),
          Map.entry("failover_timeout", "604800"), // seconds
          Map.entry("checkpoint", "true"),
          Map.entry("mesos_role", "*"),
          Map.entry("accepted_resource_roles_default_behavior", Flags.NONE), // any
          Map.entry("default_accepted_resource_roles", Flags.NONE), // its form before
          Map.entry("mesos_user", Flags.NONE),
          Map.entry("mesos_authentication_principal", Flags.NONE),
          Map.entry("zk_session_timeout", "10000"),
          Map.entry("zk_max_versions", "50"),
          Map.entry("task_launch_timeout", "300000"),
          Map.entry("task_launch_confirm_timeout", "300000"),
          Map.entry("reconciliation_interval", "600000"),
          Map.entry("kill_retry_timeout", "10000"),
          Map.entry("max_instances_per_offer", "100"),
          Map.entry("max_tasks_per_offer", Flags.NONE), // its name before
          Map.entry("decline_offer_duration", "120000"),
          Map.entry("draining_seconds", "0"),
          Map.entry("local_port_min", "10000"),
          Map.entry("local_port_max", "20000"),
          Map.entry("default_network_name", Flags.NONE),
          Map.entry("mesos_bridge_name", "mesos-bridge"),
          Map.entry("new_group_enforce_role", "off"),
          Map.entry("enable_features", Flags.NONE),
          Map.entry("env_vars_prefix", Flags.NONE),
          Map.entry("gpu_scheduling_behavior", "restricted"),
          Map.entry("metrics_name_prefix", "marathon"),
          Map.entry("metrics_prometheus", "true"),
          Map.entry("logging_level", "info"));

  /** What makes no difference here, or only says what is so anyway. */
  private static final Map<String, String> IDLE =
      Map.ofEntries(
          Map.entry("ha", "true"),
          Map.entry("zk_timeout", "10000"),
          Map.entry("zk_connection_timeout", "10000"),
          Map.entry("zk_operation_retry_max_attempts", "10"),
          Map.entry("zk_compression", "true"),
          Map.entry("zk_compression_threshold", "65536"),
          Map.entry("zk_max_node_size", "1024000"),
          Map.entry("store_cache", "true"),
          Map.entry("max_running_deployments", "100"),
          Map.entry("on_elected_prepare_timeout", "180000"),
          Map.entry("leader_proxy_connection_timeout", "5000"),
          Map.entry("leader_proxy_read_timeout", "10000"),
          Map.entry("reconciliation_initial_delay", "15000"),
          Map.entry("scale_apps_initial_delay", "15000"),
          Map.entry("scale_apps_interval", "300000"),
          Map.entry("min_revive_offers_interval", "5000"),
          Map.entry("revive_offers_for_new_apps", "true"),
          Map.entry("revive_offers_repetitions", "3"),
          Map.entry("suppress_offers", "true"),
          Map.entry("launch_token_refresh_interval", "30000"),
          Map.entry("launch_tokens", "100"),
          Map.entry("offer_matching_timeout", "3000"),
          Map.entry("save_tasks_to_launch_timeout", "3000"),
          Map.entry("task_reservation_timeout", "20000"),
          Map.entry("task_lost_expunge_gc", "75000"),
          Map.entry("task_lost_expunge_initial_delay", "300000"),
          Map.entry("task_lost_expunge_interval", "30000"),
          Map.entry("kill_chunk_size", "100"),
          Map.entry("http_compression", "true"),
          Map.entry("http_max_concurrent_requests", Flags.NONE),
          Map.entry("mesos_leader_ui_url", Flags.NONE),
          Map.entry("mesos_heartbeat_interval", "15000"),
          Map.entry("mesos_heartbeat_failure_threshold", "5"));

  /** What would change what Marathon does, and is there in one form only. */
  private static final Map<String, String> FIXED =
      Map.ofEntries(
          Map.entry("artifact_store", Flags.NONE),
          Map.entry("event_subscriber", Flags.NONE),
          Map.entry("http_endpoints", Flags.NONE),
          Map.entry("executor", "//cmd"),
          Map.entry("http_credentials", Flags.NONE),
          Map.entry("http", "true"),
          Map.entry("https_address", Flags.NONE),
          Map.entry("https_port", Flags.NONE),
          Map.entry("ssl_keystore_path", Flags.NONE),
          Map.entry("ssl_keystore_password", Flags.NONE),
          Map.entry("internal_store_backend", "zk"),
          Map.entry("max_apps", Flags.NONE),
          Map.entry("mesos_authentication", "false"),
          Map.entry("mesos_authentication_secret", Flags.NONE),
          Map.entry("mesos_authentication_secret_file", Flags.NONE),
          Map.entry("plugin_conf", Flags.NONE),
          Map.entry("plugin_dir", Flags.NONE),
          Map.entry("metrics_statsd", "false"),
          Map.entry("metrics_datadog", "false"),
          Map.entry("logstash", Flags.NONE),
          Map.entry("sentry", Flags.NONE),
          Map.entry("maintenance_mode", "true"),
          Map.entry("leader_election_backend", "curator"),
          Map.entry("backup_location", Flags.NONE),
          Map.entry("restore_location", Flags.NONE));

  private KnownFlags() {}

  /**
   * @throws InvalidInputException if a flag is unknown, missing, or asks for what is not done here
   */
  static Flags parse(String[] arguments, Map<String, String> environment) {
    Map<String, String> known = new TreeMap<>(USED);
    known.putAll(IDLE);
    known.putAll(FIXED);
    known.putAll(TuningFlags.all());
    Flags flags = Flags.parse(arguments, environment, known, STYLE);
    List<String> problems = new ArrayList<>();
    if (flags.find("master").isEmpty()) {
      problems.add("--master is missing: say where the Mesos master is, as zk://host:2181/mesos");
    }
    if (flags.find("zk").isEmpty()) {
      problems.add("--zk is missing: say where state is to be kept, as zk://host:2181/marathon");
    }
    new TreeMap<>(FIXED)
        .forEach(
            (name, only) -> {
              if (!flags.find(name).orElse(Flags.NONE).equals(only)) {
                problems.add(
                    only.equals(Flags.NONE)
                        ? "--" + name + " is not supported"
                        : "--" + name + " can only be " + only);
              }
            });
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
    return flags;
  }
}
