package io.cellos.marathon.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.base.json.Json;
import io.cellos.marathon.core.Specs;
import io.cellos.marathon.service.Leadership;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for all paths. */
class HttpTest {
  private final FakeService service = new FakeService();
  private ApiServer api;

  @BeforeEach
  void start() throws IOException {
    api =
        ApiServer.start(
            new Leadership.Leading(service),
            Map.of("access_control_allow_origin", "*", "zk_timeout", "10000", "ha", "true"),
            SandboxExcerpt.NONE);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void headers() throws Exception {
    for (String path : new String[] {"/v2/apps", "/v2/apps/none", "/ping", "/v2/nothing"}) {
      ApiServer.Reply reply = api.get(path);
      assertThat(reply.header("Cache-Control")).contains("no-cache, no-store, must-revalidate");
      assertThat(reply.header("Pragma")).contains("no-cache");
      assertThat(reply.header("Expires")).contains("0");
      assertThat(reply.header("X-Marathon-Leader")).contains(api.uri.toString());
      assertThat(reply.header("Access-Control-Allow-Origin")).contains("*");
    }
    assertThat(api.send("OPTIONS", "/v2/apps", "").status()).isEqualTo(200);
  }

  @Test
  void longAnswersArePacked() throws Exception {
    for (int i = 0; i < 20; i++) {
      service.add(Specs.app("/app-" + i).made());
    }
    ApiServer.Reply reply = api.send(api.to("/v2/apps").header("Accept-Encoding", "gzip").GET());
    assertThat(reply.header("Content-Encoding")).contains("gzip");
    byte[] json = new GZIPInputStream(new ByteArrayInputStream(reply.http().body())).readAllBytes();
    assertThat(Json.tree(json).get("apps").size()).isEqualTo(20);
    assertThat(api.get("/v2/apps").header("Content-Encoding")).isEmpty();
  }

  @Test
  void hugeBodiesAreAnswered() throws Exception {
    String env = "x".repeat(11 << 20);
    assertThat(api.post("/v2/apps", "{'id':'/a','cmd':'run x','env':{'A':'" + env + "'}}").status())
        .isEqualTo(201);
    ApiServer.Reply tooLong =
        api.send(
            api.to("/v2/apps")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[40 << 20])));
    assertThat(tooLong.status()).isEqualTo(413);
    assertThat(api.post("/v2/apps", "[".repeat(100_000)).status()).isEqualTo(400);
    assertThat(api.get("/ping").status()).isEqualTo(200);
  }

  @Test
  void manyAppsAreListed() throws Exception {
    for (int i = 0; i < 5000; i++) {
      service.add(Specs.app("/g" + i % 50 + "/app-" + i).made());
    }
    assertThat(api.get("/v2/apps").json().get("apps").size()).isEqualTo(5000);
  }

  @Test
  void withoutPrometheus() throws Exception {
    try (ApiServer without =
        ApiServer.start(
            new Leadership.Leading(service),
            Map.of("metrics_prometheus", "false"),
            SandboxExcerpt.NONE)) {
      assertThat(without.get("/metrics/prometheus").status()).isEqualTo(404);
      assertThat(without.get("/metrics").status()).isEqualTo(200);
    }
  }

  @Test
  void aboutThisProgram() throws Exception {
    assertThat(api.get("/metrics").json().at("/gauges/marathon.apps.active.gauge/value").intValue())
        .isZero();
    assertThat(api.get("/metrics/prometheus").text()).contains("marathon_apps_active_gauge 0");
    assertThat(api.get("/version").json().get("version").textValue()).startsWith("1.11");
    assertThat(api.get("/help").text()).contains("/v2/apps");
    assertThat(api.get("/").status()).isEqualTo(302);
    assertThat(api.get("/v2/plugins").text()).isEqualTo("{\"plugins\":[]}");
    assertThat(api.send(api.to("/ping").header("Accept", "application/json").GET()).text())
        .isEqualTo("\"pong\"");
    var info = api.get("/v2/info").json();
    assertThat(info.get("leader").textValue()).isEqualTo(api.uri.getAuthority());
    assertThat(info.at("/zookeeper_config/zk_timeout").longValue()).isEqualTo(10000);
    assertThat(info.at("/marathon_config/ha").booleanValue()).isTrue();
  }
}
