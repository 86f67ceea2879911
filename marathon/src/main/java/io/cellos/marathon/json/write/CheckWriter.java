package io.cellos.marathon.json.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.marathon.json.tree.Trees;
import io.cellos.marathon.model.Check;
import io.cellos.marathon.model.Command;
import io.cellos.marathon.model.HealthCheck;
import io.cellos.marathon.model.PortReference;
import io.cellos.marathon.model.ReadinessCheck;
import java.util.List;
import java.util.Optional;

/** Health checks, checks and readiness checks. */
public final class CheckWriter {
  private CheckWriter() {}

  /** An app's health check, which events show, too. */
  public static JsonNode healthOfApp(HealthCheck check) {
    ObjectNode object = Trees.object();
    check.command().ifPresent(command -> object.putObject("command").put("value", line(command)));
    object.put("gracePeriodSeconds", check.gracePeriod().toSeconds());
    if (check.protocol() == HealthCheck.Protocol.HTTP
        || check.protocol() == HealthCheck.Protocol.HTTPS) {
      object.put("ignoreHttp1xx", check.ignoreHttp1xx());
    }
    object
        .put("intervalSeconds", check.interval().toSeconds())
        .put("maxConsecutiveFailures", check.maxConsecutiveFailures());
    PartsWriter.put(object, "path", check.path());
    port(object, check.port(), check.portReference());
    return object
        .put("protocol", check.protocol().name())
        .put("ipProtocol", check.ipProtocol().toString())
        .put("timeoutSeconds", check.timeout().toSeconds())
        .put("delaySeconds", check.delay().toSeconds());
  }

  private static String line(Command command) {
    return switch (command) {
      case Command.Shell(String line) -> line;
      case Command.Argv(List<String> words) -> String.join(" ", words);
    };
  }

  static JsonNode healthOfPod(HealthCheck check) {
    ObjectNode object = Trees.object();
    switch (check.protocol()) {
      case HTTP, HTTPS, MESOS_HTTP, MESOS_HTTPS -> {
        ObjectNode http = object.putObject("http");
        port(http, Optional.empty(), check.portReference());
        PartsWriter.put(http, "path", check.path());
        boolean https = check.protocol() == HealthCheck.Protocol.MESOS_HTTPS;
        http.put("scheme", https ? "HTTPS" : "HTTP");
      }
      case TCP, MESOS_TCP -> port(object.putObject("tcp"), Optional.empty(), check.portReference());
      case COMMAND ->
          object
              .putObject("exec")
              .set("command", PartsWriter.command(check.command().orElseThrow()));
    }
    return object
        .put("gracePeriodSeconds", check.gracePeriod().toSeconds())
        .put("intervalSeconds", check.interval().toSeconds())
        .put("maxConsecutiveFailures", check.maxConsecutiveFailures())
        .put("timeoutSeconds", check.timeout().toSeconds())
        .put("delaySeconds", check.delay().toSeconds());
  }

  private static void port(
      ObjectNode object, Optional<Integer> port, Optional<PortReference> reference) {
    PartsWriter.putNumber(object, "port", port);
    reference.ifPresent(
        found -> {
          switch (found) {
            case PortReference.ByIndex(int index) -> object.put("portIndex", index);
            case PortReference.ByName(String name) -> object.put("endpoint", name);
          }
        });
  }

  static JsonNode check(Check check) {
    ObjectNode object = Trees.object();
    switch (check.probe()) {
      case Check.Probe.Http http -> {
        ObjectNode part = object.putObject("http");
        port(part, http.port(), http.portReference());
        PartsWriter.put(part, "path", http.path());
        part.put("scheme", http.https() ? "HTTPS" : "HTTP");
      }
      case Check.Probe.Tcp tcp -> port(object.putObject("tcp"), tcp.port(), tcp.portReference());
      case Check.Probe.Exec(Command command) ->
          object.putObject("exec").set("command", PartsWriter.command(command));
    }
    return object
        .put("intervalSeconds", check.interval().toSeconds())
        .put("timeoutSeconds", check.timeout().toSeconds())
        .put("delaySeconds", check.delay().toSeconds());
  }

  static JsonNode readiness(ReadinessCheck check) {
    ObjectNode object =
        Trees.object()
            .put("name", check.name())
            .put("protocol", check.https() ? "HTTPS" : "HTTP")
            .put("path", check.path())
            .put("portName", check.portName())
            .put("intervalSeconds", check.interval().toSeconds())
            .put("timeoutSeconds", check.timeout().toSeconds());
    check
        .statusCodesForReady()
        .forEach(code -> object.withArray("httpStatusCodesForReady").add(code));
    return object.put("preserveLastResponse", check.preserveLastResponse());
  }

  /** What came of readiness checks, as deployments and apps show it. */
  public static JsonNode readinessResult(ReadinessCheck.Result result) {
    ObjectNode object =
        Trees.object()
            .put("name", result.name())
            .put("taskId", result.taskId())
            .put("ready", result.ready());
    result
        .lastResponse()
        .ifPresent(
            response ->
                object
                    .putObject("lastResponse")
                    .put("status", response.status())
                    .put("contentType", response.contentType())
                    .put("body", response.body()));
    return object;
  }
}
