package io.cellos.backend.aws.node;

import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.client.AwsFailures;
import io.cellos.base.error.CellException;
import io.cellos.base.json.Json;
import io.cellos.model.InvalidInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.endpoints.SsmEndpointProvider;
import software.amazon.awssdk.services.ssm.model.StartSessionRequest;
import software.amazon.awssdk.services.ssm.model.StartSessionResponse;
import software.amazon.awssdk.services.ssm.model.TargetNotConnectedException;

/**
 * Connects this process' input and output to the ssh server of a node, through Session Manager.
 * This is what ssh runs as its ProxyCommand.
 */
final class Tunnel {
  private static final String DOCUMENT = "AWS-StartSSHSession";
  private static final Pattern INSTANCE = Pattern.compile("i-[0-9a-f]{8,17}");

  private final AwsClients clients;
  private final Map<String, String> environment;

  /**
   * @param environment this process' environment
   */
  Tunnel(AwsClients clients, Map<String, String> environment) {
    this.clients = clients;
    this.environment = Map.copyOf(environment);
  }

  /**
   * Returns when the connection has ended.
   *
   * @param instance the node's id
   * @return the plugin's exit status
   * @throws CellException if there is no session
   */
  int run(String instance, int port) throws InterruptedException {
    if (!INSTANCE.matcher(instance).matches()) {
      throw new InvalidInputException("\"" + instance + "\" is not an instance such as i-0a1b2c3d");
    }
    Path plugin = SessionPlugin.find(environment.getOrDefault("PATH", ""));
    StartSessionRequest request =
        StartSessionRequest.builder()
            .target(instance)
            .documentName(DOCUMENT)
            .parameters(Map.of("portNumber", List.of(Integer.toString(port))))
            .build();
    StartSessionResponse session = start(request);
    ProcessBuilder program = program(plugin, request, session);
    try {
      Process process = program.inheritIO().start();
      Thread end = new Thread(process::destroy, "end-plugin"); // ssh hangs up on this process only
      Runtime.getRuntime().addShutdownHook(end);
      return process.waitFor();
    } catch (IOException e) {
      clients.ssm().terminateSession(ended -> ended.sessionId(session.sessionId()));
      throw CellException.failed(
          "can't run " + plugin + ": " + e.getMessage(), "install it anew", e);
    }
  }

  private StartSessionResponse start(StartSessionRequest request) {
    String what = "open a session to " + request.target();
    try {
      return clients.ssm().startSession(request);
    } catch (TargetNotConnectedException e) {
      throw CellException.failed(
          "can't " + what + ": Session Manager knows no agent on it",
          "wait until the node has booted; if it has, see in docs/operate/aws-nodes.md what its"
              + " agent needs",
          e);
    } catch (SdkException e) {
      throw AwsFailures.of(what, e);
    }
  }

  /** The token is in the environment, which only this user can read. */
  private ProcessBuilder program(
      Path plugin, StartSessionRequest request, StartSessionResponse session) {
    ProcessBuilder program =
        new ProcessBuilder(
            plugin.toString(),
            SessionPlugin.RESPONSE_VARIABLE,
            clients.settings().region().id(),
            "StartSession",
            clients.settings().profile().orElse(""),
            Json.text(
                new TreeMap<>(
                    Map.of(
                        "Target", request.target(),
                        "DocumentName", request.documentName(),
                        "Parameters", request.parameters()))),
            endpoint());
    program
        .environment()
        .put(
            SessionPlugin.RESPONSE_VARIABLE,
            Json.text(
                Map.of(
                    "SessionId", session.sessionId(),
                    "StreamUrl", session.streamUrl(),
                    "TokenValue", session.tokenValue())));
    return program;
  }

  private String endpoint() {
    String chosen =
        environment.getOrDefault(
            "AWS_ENDPOINT_URL_SSM", environment.getOrDefault("AWS_ENDPOINT_URL", ""));
    return chosen.isEmpty()
        ? SsmEndpointProvider.defaultProvider()
            .resolveEndpoint(where -> where.region(clients.settings().region()))
            .join()
            .url()
            .toString()
        : chosen;
  }
}
