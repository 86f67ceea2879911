package io.cellos.marathon;

import io.cellos.base.flags.Flags;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Flags of Marathon that tune what is built in another way here: any value does, to no effect. */
final class TuningFlags {
  private static final String SIZES =
      """
      app_info_module_execution_context_size default_info_service_execution_context_size
      group_manager_execution_context_size scheduler_actions_execution_context_size
      deployment_manager_request_timeout graceful_shutdown_timeout group_manager_request_timeout
      launch_queue_request_timeout task_operation_notification_timeout
      task_tracker_request_timeout task_update_request_timeout max_actor_startup_time
      instance_tracker_num_parallel_loads instance_tracker_num_parallel_updates
      instance_tracker_update_queue_size max_concurrent_marathon_health_checks
      max_parallel_offers max_queued_offers max_parallel_status_updates
      max_queued_status_updates max_queued_root_group_updates
      min_mesos_offer_constraints_update_interval leader_proxy_max_open_connections
      metrics_histogram_reservoir_highest_trackable_value
      metrics_histogram_reservoir_significant_digits
      metrics_histogram_reservoir_resetting_interval_ms
      metrics_histogram_reservoir_resetting_chunks
      metrics_statsd_host metrics_statsd_port metrics_statsd_transmission_interval_ms
      metrics_datadog_host metrics_datadog_port metrics_datadog_protocol
      metrics_datadog_api_key metrics_datadog_transmission_interval_ms
      zk_operation_base_retry_sleep_ms zk_operation_max_retries
      http_realm deprecated_features assets_path sentry_tags
      """;

  private static final Map<String, String> SWITCHES =
      Map.of(
          "metrics_histogram_reservoir_reset_periodically", "true",
          "leader_proxy_ssl_ignore_hostname", "false",
          "mesos_offer_constraints", "false");

  private TuningFlags() {}

  /** With their defaults, if they must have one. */
  static Map<String, String> all() {
    Map<String, String> all = new TreeMap<>(SWITCHES);
    Arrays.stream(SIZES.strip().split("\\s+")).forEach(name -> all.put(name, Flags.NONE));
    return all;
  }
}
