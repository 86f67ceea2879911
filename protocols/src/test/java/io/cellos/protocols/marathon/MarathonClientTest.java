package io.cellos.protocols.marathon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarathonClientTest {
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private int status = 200;
  private String body = "";

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String sent =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + sent);
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void end() {
    server.stop(0);
  }

  private MarathonClient client() {
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return MarathonClient.of(uri, Duration.ofSeconds(5));
  }

  private MarathonRefusedException refused(int with, String answer) {
    status = with;
    body = answer;
    return catchThrowableOfType(MarathonRefusedException.class, () -> client().get("/v2/apps/x"));
  }

  @ParameterizedTest
  @CsvSource({"web, /web", "/shop/db/, /shop/db", "//a, /a", "a b?c, /a%20b%3Fc", "/, ''"})
  void anIdIsAPath(String id, String path) {
    assertThat(MarathonClient.path(id)).isEqualTo(path);
  }

  @Test
  void jsonGoesInAndOut() throws IOException {
    body = "{\"deploymentId\":\"d\"}";
    MarathonClient client = client();
    var answer = client.put("/v2/apps/x?force=true", client.get("/v2/x"));
    assertThat(answer.path("deploymentId").asText()).isEqualTo("d");
    assertThat(asked).containsExactly("GET /v2/x ", "PUT /v2/apps/x?force=true " + body);
    body = "";
    assertThat(client.delete("/v2/apps/x")).isEmpty();
  }

  @Test
  void refusalsSayWhereAndWhy() {
    MarathonRefusedException wrong =
        refused(
            422,
            "{\"message\":\"Invalid JSON\",\"details\":["
                + "{\"path\":\"/id\",\"errors\":[\"one\",\"two\"]}]}");
    assertThat(wrong).hasMessage("Invalid JSON");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.details()).containsExactly("/id: one", "/id: two");
    assertThat(refused(400, "{\"message\":\"m\",\"details\":\"text\"}").details())
        .containsExactly("text");
    assertThat(refused(503, "no leader")).hasMessage("Marathon answers 503 no leader");
    assertThat(refused(500, "")).hasMessage("Marathon answers 500");
  }
}
