package io.cellos.marathon.json.read;

import static io.cellos.marathon.json.read.PartsReader.seconds;
import static io.cellos.marathon.json.tree.Trees.field;
import static io.cellos.marathon.json.tree.Trees.number;
import static io.cellos.marathon.json.tree.Trees.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.marathon.model.Check;
import io.cellos.marathon.model.Command;
import io.cellos.marathon.model.HealthCheck;
import io.cellos.marathon.model.PortReference;
import io.cellos.marathon.model.ReadinessCheck;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.stream.Collectors;

/** Health checks, checks and readiness checks. */
final class CheckReader {
  private CheckReader() {}

  static HealthCheck healthOfApp(JsonNode check) {
    HealthCheck.Protocol protocol = HealthCheck.Protocol.valueOf(check.get("protocol").textValue());
    return health(
        check,
        protocol,
        text(check.path("command"), "value").map(Command.Shell::new),
        text(check, "path"),
        number(check, "port"),
        protocol == HealthCheck.Protocol.COMMAND ? Optional.empty() : portIndex(check));
  }

  static HealthCheck healthOfPod(JsonNode check) {
    JsonNode http = check.path("http");
    if (http.isObject()) {
      boolean https = http.get("scheme").textValue().equals("HTTPS");
      return health(
          check,
          https ? HealthCheck.Protocol.MESOS_HTTPS : HealthCheck.Protocol.MESOS_HTTP,
          Optional.empty(),
          text(http, "path"),
          Optional.empty(),
          endpoint(http));
    }
    if (check.has("tcp")) {
      return health(
          check,
          HealthCheck.Protocol.MESOS_TCP,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          endpoint(check.get("tcp")));
    }
    return health(
        check,
        HealthCheck.Protocol.COMMAND,
        Optional.of(PartsReader.command(check.get("exec").get("command"))),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static HealthCheck health(
      JsonNode check,
      HealthCheck.Protocol protocol,
      Optional<? extends Command> command,
      Optional<String> path,
      Optional<Integer> port,
      Optional<PortReference> reference) {
    boolean ipv6 = check.path("ipProtocol").asText().equals("IPv6");
    return new HealthCheck(
        protocol,
        command.map(found -> found),
        path,
        port,
        reference,
        PartsReader.isSet(check, "ignoreHttp1xx"),
        ipv6 ? HealthCheck.IpProtocol.IPV6 : HealthCheck.IpProtocol.IPV4,
        seconds(check, "gracePeriodSeconds"),
        seconds(check, "intervalSeconds"),
        seconds(check, "timeoutSeconds"),
        check.get("maxConsecutiveFailures").intValue(),
        protocol.byMesos() ? seconds(check, "delaySeconds") : HealthCheck.DEFAULT_DELAY);
  }

  private static Optional<PortReference> portIndex(JsonNode check) {
    return number(check, "portIndex").map(PortReference.ByIndex::new);
  }

  private static Optional<PortReference> endpoint(JsonNode probe) {
    return text(probe, "endpoint").map(PortReference.ByName::new);
  }

  /** A check of an app, where ports have numbers, or of a pod, where they have names. */
  static Check check(JsonNode check) {
    Check.Probe probe;
    if (check.has("http")) {
      JsonNode http = check.get("http");
      probe =
          new Check.Probe.Http(
              number(http, "port"),
              endpoint(http).or(() -> portIndex(http)),
              text(http, "path"),
              http.get("scheme").textValue().equals("HTTPS"));
    } else if (check.has("tcp")) {
      JsonNode tcp = check.get("tcp");
      probe = new Check.Probe.Tcp(number(tcp, "port"), endpoint(tcp).or(() -> portIndex(tcp)));
    } else {
      probe = new Check.Probe.Exec(PartsReader.command(check.get("exec").get("command")));
    }
    return new Check(
        probe,
        seconds(check, "intervalSeconds"),
        seconds(check, "timeoutSeconds"),
        seconds(check, "delaySeconds"));
  }

  static ReadinessCheck readiness(JsonNode check) {
    return new ReadinessCheck(
        check.get("name").textValue(),
        check.get("protocol").textValue().equals("HTTPS"),
        check.get("path").textValue(),
        check.get("portName").textValue(),
        seconds(check, "intervalSeconds"),
        seconds(check, "timeoutSeconds"),
        field(check, "httpStatusCodesForReady")
            .orElseThrow()
            .valueStream()
            .map(JsonNode::intValue)
            .collect(Collectors.toCollection(LinkedHashSet::new)),
        check.get("preserveLastResponse").booleanValue());
  }
}
