package io.cellos.marathon.json.rules;

import static io.cellos.marathon.json.tree.Trees.items;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.marathon.json.tree.Trees;
import java.util.List;
import java.util.Set;

/** What must hold for an app's health checks, check and readiness checks. */
final class CheckRules {
  private static final Set<String> OF_MARATHON = Set.of("HTTP", "HTTPS", "TCP");
  private static final Set<String> WITH_ADDRESS = Set.of("MESOS_HTTP", "MESOS_HTTPS", "MESOS_TCP");

  private CheckRules() {}

  static void check(JsonNode app, Violations violations) {
    List<JsonNode> health = items(app, "healthChecks");
    List<JsonNode> ports = ports(app);
    boolean docker = app.path("container").path("type").asText().equals("DOCKER");
    for (int i = 0; i < health.size(); i++) {
      checkHealth(health.get(i), ports.size(), docker, violations.at("healthChecks").at(i));
    }
    long byMesos = health.stream().filter(check -> WITH_ADDRESS.contains(protocol(check))).count();
    violations.require(byMesos <= 1, "AppDefinition can contain at most one Mesos health check");
    if (app.has("check")) {
      violations.require(!docker, "AppDefinition must not use 'checks' if using docker");
      checkCheck(app.get("check"), ports.size(), violations.at("check"));
    }
    checkReadiness(items(app, "readinessChecks"), ports, violations.at("readinessChecks"));
  }

  private static List<JsonNode> ports(JsonNode app) {
    JsonNode mappings = app.path("container").path("portMappings");
    return mappings.isArray() ? mappings.valueStream().toList() : items(app, "portDefinitions");
  }

  private static String protocol(JsonNode check) {
    return check.get("protocol").textValue();
  }

  private static void checkHealth(
      JsonNode check, int ports, boolean docker, Violations violations) {
    String protocol = protocol(check);
    violations.require(
        !check.has("command")
            || (protocol.equals("COMMAND") && !check.has("path") && !check.has("port")),
        "illegal protocol " + protocol + " specified with command");
    violations.require(
        check.has("command") || !protocol.equals("COMMAND"),
        "illegal protocol COMMAND for non-command health check");
    violations.require(
        check.get("ipProtocol").textValue().equals("IPv4")
            || (docker && WITH_ADDRESS.contains(protocol)),
        "IPv6 can only be used for container type DOCKER and Mesos http/https/tcp health checks");
    violations.require(
        check.has("command") || !OF_MARATHON.contains(protocol) || isOnePort(check, ports),
        "Health check port indices must address an element of the ports array or container port"
            + " mappings.");
    int timeout = check.get("timeoutSeconds").intValue();
    violations
        .at("timeoutSeconds")
        .require(timeout >= 0, "got " + timeout + ", expected 0 or more");
  }

  private static boolean isOnePort(JsonNode check, int ports) {
    return Trees.number(check, "portIndex")
        .map(index -> index < ports)
        .orElse(check.has("port") || ports == 1);
  }

  private static void checkCheck(JsonNode check, int ports, Violations violations) {
    long probes = List.of("http", "tcp", "exec").stream().filter(check::has).count();
    violations.require(probes == 1, "expected one of http, tcp or exec checks");
    JsonNode withPort = check.has("http") ? check.get("http") : check.path("tcp");
    violations.require(
        !withPort.isObject() || isOnePort(withPort, ports),
        "check port index must address an element of the ports array or container port"
            + " mappings.");
  }

  private static void checkReadiness(
      List<JsonNode> checks, List<JsonNode> ports, Violations violations) {
    violations
        .at("size")
        .require(checks.size() <= 1, "got " + checks.size() + ", expected 1 or less");
    List<String> names = ports.stream().flatMap(port -> Trees.text(port, "name").stream()).toList();
    for (int i = 0; i < checks.size(); i++) {
      String name = checks.get(i).get("portName").textValue();
      int timeout = checks.get(i).get("timeoutSeconds").intValue();
      int interval = checks.get(i).get("intervalSeconds").intValue();
      violations
          .at(i)
          .at("portName")
          .require(names.contains(name), "No port definition reference for portName " + name);
      violations
          .at(i)
          .at("timeoutSeconds")
          .require(timeout < interval, "got " + timeout + ", expected less than " + interval);
    }
  }
}
