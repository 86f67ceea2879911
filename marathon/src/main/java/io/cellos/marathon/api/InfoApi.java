package io.cellos.marathon.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.marathon.api.http.Answer;
import io.cellos.marathon.api.http.Exchange;
import io.cellos.marathon.api.http.Refusal;
import io.cellos.marathon.core.view.MarathonView;
import io.cellos.marathon.json.tree.Trees;
import io.cellos.marathon.service.Site;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** {@code /v2/info}. */
record InfoApi(Site site) implements Resource {
  /**
   * The flags that are shown, and no others: there are clients that refuse what they don't know.
   */
  private static final Set<String> MARATHON =
      Set.of(
          ("checkpoint decline_offer_duration default_network_name env_vars_prefix executor"
                  + " failover_timeout framework_name ha launch_token"
                  + " launch_token_refresh_interval leader_proxy_connection_timeout_ms"
                  + " leader_proxy_read_timeout_ms local_port_max local_port_min master"
                  + " max_instances_per_offer mesos_heartbeat_failure_threshold"
                  + " mesos_heartbeat_interval mesos_leader_ui_url mesos_user"
                  + " min_revive_offers_interval new_group_enforce_role offer_matching_timeout"
                  + " on_elected_prepare_timeout reconciliation_initial_delay"
                  + " reconciliation_interval scale_apps_initial_delay scale_apps_interval"
                  + " store_cache task_launch_confirm_timeout task_launch_timeout"
                  + " task_lost_expunge_initial_delay task_lost_expunge_interval"
                  + " task_reservation_timeout webui_url")
              .split(" "));

  private static final Set<String> ZOOKEEPER =
      Set.of(
          "zk_compression",
          "zk_compression_threshold",
          "zk_connection_timeout",
          "zk_max_node_size",
          "zk_max_versions",
          "zk_session_timeout",
          "zk_timeout");

  /** Numbers of milliseconds, counts and switches; everything else is text. */
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");

  /** Flags that are shown by other names. */
  private static final Map<String, String> RENAMED =
      Map.of(
          "launch_tokens", "launch_token",
          "leader_proxy_connection_timeout", "leader_proxy_connection_timeout_ms",
          "leader_proxy_read_timeout", "leader_proxy_read_timeout_ms");

  @Override
  public Answer answer(Exchange exchange, String rest, Calls calls)
      throws IOException, InterruptedException {
    if (!rest.isEmpty()) {
      throw Refusal.noSuchPath();
    }
    Refusal.unless(exchange.verb().equals("GET"));
    MarathonView view = calls.view();
    ObjectNode object =
        Trees.object()
            .put("name", "marathon")
            .put("version", Site.VERSION)
            .put("buildref", "unknown")
            .put("elected", true)
            .put("leader", site.self().getAuthority());
    view.framework().ifPresent(id -> object.put("frameworkId", id.getValue()));
    object.set("marathon_config", marathon(view));
    object.set("zookeeper_config", zookeeper());
    object.putObject("http_config").put("http_port", site.self().getPort()).put("https_port", 8443);
    return Answer.json(object);
  }

  private JsonNode marathon(MarathonView view) {
    ObjectNode object = Trees.object();
    for (Map.Entry<String, String> flag : new TreeMap<>(site.flags()).entrySet()) {
      String name = RENAMED.getOrDefault(flag.getKey(), flag.getKey());
      if (MARATHON.contains(name)) {
        put(object, name, flag.getValue());
      }
    }
    object.put("hostname", site.self().getHost());
    object.put("mesos_role", site.settings().mesosRole());
    object.put("mesos_bridge_name", site.settings().mesosBridgeName());
    object.put("maintenance_mode", true); // agents that are leaving are left, always
    object.set(
        "features", Trees.texts(site.settings().features().enabled().stream().sorted().toList()));
    if (site.flags().containsKey("access_control_allow_origin")) {
      object
          .putArray("access_control_allow_origin")
          .add(site.flags().get("access_control_allow_origin"));
    }
    view.master()
        .ifPresent(
            master ->
                object.put(
                    "mesos_leader_ui_url",
                    "http://" + master.getHostname() + ":" + master.getPort() + "/"));
    return object;
  }

  private JsonNode zookeeper() {
    ObjectNode object = Trees.object();
    site.zookeeper().ifPresent(zk -> object.put("zk", zk));
    new TreeMap<>(site.flags())
        .forEach(
            (name, value) -> {
              if (ZOOKEEPER.contains(name)) {
                put(object, name, value);
              }
            });
    return object;
  }

  private static void put(ObjectNode object, String name, String value) {
    if (value.equals("true") || value.equals("false")) {
      object.put(name, Boolean.parseBoolean(value));
    } else if (NUMBER.matcher(value).matches()) {
      object.put(name, Long.parseLong(value));
    } else {
      object.put(name, value);
    }
  }
}
