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
  private static final Set<String> HTTP =
      Set.of("http_port", "https_port", "http_address", "http_endpoints");

  /** Numbers of milliseconds, counts and switches; everything else is text. */
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");

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
      String name = flag.getKey();
      if (!HTTP.contains(name) && !name.equals("zk") && !name.startsWith("zk_")) {
        put(object, name, flag.getValue());
      }
    }
    object.put("hostname", site.self().getHost());
    object.put("mesos_role", site.settings().mesosRole());
    object.put("mesos_bridge_name", site.settings().mesosBridgeName());
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
              if (name.startsWith("zk_")) {
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
