package io.cellos.backend.local.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.backend.local.cell.CellFile;
import io.cellos.backend.local.cell.ControllerFile;
import io.cellos.backend.local.testing.Cells;
import io.cellos.base.http.HttpAnswer;
import io.cellos.base.http.HttpCall;
import io.cellos.base.http.HttpCalls;
import io.cellos.base.json.Json;
import io.cellos.model.CellDescription;
import io.cellos.model.Role;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what over HTTP, asked of a real controller. */
class ControllerApiTest {
  @TempDir static Path home;
  private static Cells cells;
  private static ControllerFile controller;

  @BeforeAll
  static void create() throws Exception {
    cells = new Cells(home);
    cells.create(1, 0, 0);
    controller = ControllerFile.read(cells.demo());
  }

  @AfterAll
  static void end() {
    cells.close();
  }

  private static HttpAnswer call(String method, String path, String body, String token)
      throws IOException {
    return HttpCalls.send(
        HttpCall.of(method, URI.create(controller.url() + path), Duration.ofSeconds(10))
            .header("Authorization", "Bearer " + token)
            .body(body.getBytes(StandardCharsets.UTF_8)));
  }

  private static String text(HttpAnswer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  @Test
  void thePageAndTheDescriptionAreForEverybody() throws Exception {
    HttpAnswer page = call("GET", "/", "", "none");
    assertThat(page.status()).isEqualTo(200);
    assertThat(text(page)).contains("cell demo: RUNNING", "nucleus-1").doesNotContain("serves");
    CellDescription cell =
        Json.read(call("GET", "/v1/cell", "", "none").body(), CellDescription.class);
    assertThat(cell).isEqualTo(cells.describe());
    assertThat(text(call("GET", "/v1/timeline", "", "none")))
        .contains("\"step\":\"register\"", "\"waitingFor\":null");
  }

  @ParameterizedTest
  @CsvSource({"GET,/v1/problems", "PUT,/v1/groups/membrane", "POST,/v1/retry", "POST,/v1/stop"})
  void withoutTheTokenNothingIsChangedOrTold(String method, String path) throws Exception {
    String body = method.equals("PUT") ? "{\"size\":2}" : "";
    for (String token : new String[] {"", "wrong", controller.token() + "0"}) {
      assertThat(call(method, path, body, token).status()).isEqualTo(401);
    }
    assertThat(CellFile.read(cells.demo()).spec().size(Role.MEMBRANE)).isZero();
    assertThat(controller.process().isAlive()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/groups/nucleus|{\"size\":2}|choose 1, 3, 5, 7 or 9",
        "/v1/groups/membrane|{\"size\":-1}|can not have -1 nodes",
        "/v1/groups/membrane|{\"size\":999}|240 nodes, not 1000",
        "/v1/groups/membrane|{}|is not {\"size\":n}",
        "/v1/groups/membrane|nonsense|is not {\"size\":n}",
        "/v1/groups/core|{\"size\":1}|is not a role",
      })
  void badRequestsAreExplained(String path, String body, String why) throws Exception {
    HttpAnswer answer = call("PUT", path, body, controller.token());
    assertThat(answer.status()).isEqualTo(400);
    assertThat(Json.tree(answer.body()).path("error").asText()).contains(why);
  }

  @Test
  void aRequestMeantForAnotherHostIsRefusedEvenWithTheToken() {
    AccessRule rule = new AccessRule("secret", "http://127.20.0.1:8080");
    Optional<String> right = Optional.of("Bearer secret");
    assertThat(rule.allows(Optional.of("127.20.0.1:8080"), right)).isTrue();
    assertThat(rule.allows(Optional.of("evil.example:8080"), right)).isFalse();
    assertThat(rule.allows(Optional.empty(), right)).isFalse();
    assertThat(rule.allows(Optional.of("127.20.0.1:8080"), Optional.of("secret"))).isFalse();
    assertThat(rule.allows(Optional.of("127.20.0.1:8080"), Optional.empty())).isFalse();
  }

  @Test
  void theTokenIsOnNoCommandLine() {
    assertThat(
            ProcessHandle.allProcesses().flatMap(process -> process.info().commandLine().stream()))
        .noneMatch(line -> line.contains(controller.token()));
    assertThat(controller.toString()).doesNotContain(controller.token());
  }
}
