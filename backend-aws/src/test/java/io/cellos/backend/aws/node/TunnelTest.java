package io.cellos.backend.aws.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.base.http.HttpServers;
import io.cellos.base.json.Json;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Session Manager: a node's real ssh server behind stand-ins for the two parts that are Amazon's,
 * the StartSession call (moto has none) and the plugin.
 */
class TunnelTest {
  private static final String TOKEN = "token-that-nobody-may-see";

  @TempDir Path directory;
  private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
  private SshCell cell;
  private WebServer ssm;
  private Path bin;
  private boolean connected = true;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    cell = SshCell.without(directory, 1);
    ssm =
        HttpServers.start(
            InetAddress.ofLiteral("127.0.0.1"),
            0,
            routes ->
                routes.post(
                    "/",
                    (request, response) -> {
                      requests.add(Json.tree(request.content().as(byte[].class)));
                      if (connected) {
                        HttpServers.json(
                            response,
                            Map.of(
                                "SessionId", "s-1",
                                "StreamUrl", "wss://127.0.0.1/s-1",
                                "TokenValue", TOKEN));
                      } else {
                        HttpServers.json(
                            response,
                            Status.BAD_REQUEST_400,
                            Map.of("__type", "TargetNotConnected", "message", "not connected"));
                      }
                    }));
    bin = Files.createDirectories(directory.resolve("plugin bin"));
    plugin("1.2.650.0");
  }

  /** It says what it was given, prints the greeting that the real one prints, and connects. */
  private void plugin(String version) throws IOException {
    Path plugin = bin.resolve("session-manager-plugin");
    Files.writeString(
        plugin,
        """
        #!/usr/bin/env python3
        import os, socket, sys, threading
        if sys.argv[1:] == ["--version"]:
            print("VERSION")
            sys.exit(0)
        with open("DIR/arguments", "w") as out:
            out.write("\\n".join(sys.argv[1:]))
        with open("DIR/response", "w") as out:
            out.write(os.environ.get("AWS_SSM_START_SESSION_RESPONSE", ""))
        print("\\nStarting session with SessionId: s-1", flush=True)
        node = socket.create_connection(("ADDRESS", PORT))
        def up():
            while data := os.read(0, 65536):
                node.sendall(data)
            os._exit(0)
        threading.Thread(target=up, daemon=True).start()
        while data := node.recv(65536):
            os.write(1, data)
        """
            .replace("VERSION", version)
            .replace("DIR", directory.toString())
            .replace("ADDRESS", cell.address(1))
            .replace("PORT", Integer.toString(SshCell.port())));
    Files.setPosixFilePermissions(plugin, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @AfterEach
  void end() throws InterruptedException {
    if (ssm != null) {
      ssm.stop();
    }
    if (cell != null) {
      cell.close();
    }
  }

  @Test
  void aCommandRunsThroughASession() throws IOException, InterruptedException {
    cell.set("profile", "my-profile@100%");
    Files.writeString(
        directory.resolve("aws-config"),
        "[profile my-profile@100%]\naws_access_key_id = a\naws_secret_access_key = b\n");
    Process ssh = command("cat; pwd; exit 3").start();
    try (var in = ssh.getOutputStream()) {
      in.write("input\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(ssh.inputReader().readAllAsString())
        .as(() -> ssh.errorReader().lines().toList().toString())
        .isEqualTo("input\n" + cell.nodeHome(1) + "\n");
    assertThat(ssh.waitFor()).isEqualTo(3);

    JsonNode request = requests.getFirst();
    assertThat(request.get("Target").textValue()).isEqualTo(SshCell.id(1).value());
    assertThat(request.get("DocumentName").textValue()).isEqualTo("AWS-StartSSHSession");
    List<String> arguments = Files.readAllLines(directory.resolve("arguments"));
    assertThat(arguments.subList(0, 4))
        .containsExactly(
            "AWS_SSM_START_SESSION_RESPONSE", "us-east-1", "StartSession", "my-profile@100%");
    assertThat(Json.tree(arguments.get(4).getBytes(StandardCharsets.UTF_8))).isEqualTo(request);
    assertThat(arguments.get(5)).isEqualTo("http://127.0.0.1:" + ssm.port());
    assertThat(String.join(" ", arguments)).doesNotContain(TOKEN);
    assertThat(Json.tree(Files.readAllBytes(directory.resolve("response"))))
        .isEqualTo(
            Json.tree(
                ("{\"SessionId\":\"s-1\",\"StreamUrl\":\"wss://127.0.0.1/s-1\",\"TokenValue\":\""
                        + TOKEN
                        + "\"}")
                    .getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aNodeWithoutAnAgentIsExplained() throws IOException, InterruptedException {
    connected = false;
    Process ssh = command("true").start();
    assertThat(ssh.errorReader().readAllAsString())
        .contains("Session Manager knows no agent on it", "ssh ended with 255");
    assertThat(ssh.waitFor()).isEqualTo(255);
  }

  @Test
  void anOldPluginIsRefusedBeforeThereIsASession() throws IOException, InterruptedException {
    plugin("1.2.497.0");
    Process ssh = command("true").start();
    assertThat(ssh.errorReader().readAllAsString()).contains("shows a session's token");
    assertThat(ssh.waitFor()).isEqualTo(255);
    assertThat(requests).isEmpty();
  }

  @Test
  void onlyAnInstanceIsATarget() {
    Tunnel tunnel = new Tunnel(cell.clients(), Map.of("PATH", bin.toString()));
    assertThatThrownBy(() -> tunnel.run("i-0123456789; reboot", 22))
        .hasMessageContaining("is not an instance");
  }

  private ProcessBuilder command(String shellCommand) {
    ProcessBuilder ssh =
        cell.nodes(bin + ":/usr/bin:/bin").command(SshCell.NAME, SshCell.id(1), shellCommand);
    ssh.environment()
        .putAll(
            Map.of(
                "PATH",
                bin + ":" + System.getenv("PATH"),
                "AWS_ENDPOINT_URL_SSM",
                "http://127.0.0.1:" + ssm.port(),
                "AWS_CONFIG_FILE",
                directory.resolve("aws-config").toString(),
                "AWS_ACCESS_KEY_ID",
                "testing",
                "AWS_SECRET_ACCESS_KEY",
                "testing",
                "AWS_EC2_METADATA_DISABLED",
                "true"));
    return ssh;
  }
}
