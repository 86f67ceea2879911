package io.cellos.nucleus.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.base.http.HttpAnswer;
import io.cellos.base.http.HttpCall;
import io.cellos.base.http.HttpCalls;
import io.cellos.base.json.Json;
import io.cellos.nucleus.testing.Replica;
import io.cellos.nucleus.testing.TestCell;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The wire format, byte for byte, of one real node. HOST stands for its address. */
final class ExhibitorRestTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String FORM = "application/x-www-form-urlencoded";

  @TempDir static Path directory;
  private static TestCell cell;

  @BeforeAll
  static void form() throws Exception {
    cell = TestCell.in(directory, 1);
    cell.start(1).awaitStable(PATIENCE);
    try (Replica replica = Replica.connect(cell.host(1), PATIENCE)) {
      replica.create("/number", "7650");
    }
  }

  @AfterAll
  static void end() {
    cell.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
"""
/exhibitor/v1/cluster/list        | {"servers":["HOST"],"port":2181}
/exhibitor/v1/cluster/status      | [{"code":3,"description":"serving","hostname":"HOST","isLeader":true}]
/exhibitor/v1/cluster/state       | {"switches":{"restarts":true,"cleanup":true,"backups":true},"state":3,"description":"serving","isLeader":true}
/exhibitor/v1/cluster/state/HOST  | {"response":{"switches":{"restarts":true,"cleanup":true,"backups":true},"state":3,"description":"serving","isLeader":true},"errorMessage":"","success":true}
/exhibitor/v1/cluster/state/10.9.9.9 | {"response":{},"errorMessage":"Connection refused","success":false}
/exhibitor/v1/cluster/4ltr/ruok   | "imok"
/exhibitor/v1/explorer/node?key=/ | [{"title":"number","key":"/number","isLazy":true,"expand":false},{"title":"zookeeper","key":"/zookeeper","isLazy":true,"expand":false}]
/exhibitor/v1/explorer/node?key=/no | [{"title":"* Exception *","key":"*","isLazy":false,"expand":false}]
/exhibitor/v1/explorer/node-data?key=/no | {"bytes":"","str":"","stat":"* not found * "}
/health                           | {"serving":true}
""")
  void answersExactly(String path, String body) throws Exception {
    for (String accept : new String[] {null, "*/*", "application/json", "text/html, */*;q=0.1"}) {
      HttpAnswer response = get(path.replace("HOST", cell.host(1)), accept);
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.header("content-type")).contains("application/json");
      assertThat(text(response)).isEqualTo(body.replace("HOST", cell.host(1)));
    }
  }

  @Test
  void listAsForm() throws Exception {
    HttpAnswer response = get("/exhibitor/v1/cluster/list", FORM);
    assertThat(response.header("content-type")).contains(FORM);
    assertThat(text(response)).isEqualTo("count=1&server0=" + cell.host(1) + "&port=2181");
  }

  @Test
  void listAsPlainTextIsNotAcceptable() throws Exception {
    HttpAnswer response = get("/exhibitor/v1/cluster/list", "text/plain");
    assertThat(response.status()).isEqualTo(406);
    assertThat(response.body()).isEmpty();
  }

  @Test
  void nodeDataHasBytesTextAndStat() throws Exception {
    JsonNode data = Json.tree(get("/exhibitor/v1/explorer/node-data?key=/number", null).body());
    assertThat(List.copyOf(data.properties()).stream().map(e -> e.getKey()))
        .containsExactly("bytes", "str", "stat");
    assertThat(data.get("bytes").asText()).isEqualTo("37 36 35 30 ");
    assertThat(data.get("str").asText()).isEqualTo("7650");
    assertThat(data.get("stat").asText())
        .matches(
            "czxid: \\d+, mzxid: \\d+, ctime: \\d+, mtime: \\d+, version: 0, cversion: 0,"
                + " aversion: 0, ephemeralOwner: 0, dataLength: 4, numChildren: 0, pzxid: \\d+");
  }

  @Test
  void logIsOneStringNewestFirst() throws Exception {
    String log = Json.read(get("/exhibitor/v1/cluster/log", null).body(), String.class);
    assertThat(log)
        .matches("(?s)(\\w{3} \\w{3} \\d\\d \\d\\d:\\d\\d:\\d\\d UTC \\d{4}\\tINFO\\t[^\\n]+\\n)+");
    assertThat(log).contains("\tINFO\tState: serving\n");
    assertThat(log.indexOf("State: serving")).isLessThan(log.indexOf("State: not serving"));
    JsonNode again = Json.tree(get("/exhibitor/v1/cluster/log/" + cell.host(1), null).body());
    assertThat(again.get("success").asBoolean()).isTrue();
    assertThat(again.get("response").asText()).startsWith("\"").contains("\\tINFO\\t");
  }

  @Test
  void stateOfTheConfigurationHasATag() throws Exception {
    HttpAnswer response = get("/exhibitor/v1/config/get-state", null);
    assertThat(text(response))
        .startsWith(
            "{\"version\":\"v1.5.6\",\"running\":true,\"backupActive\":false,"
                + "\"standaloneMode\":false,\"extraHeadingText\":null,")
        .contains("\"hostname\":\"" + cell.host(1) + "\",\"serverId\":1,")
        .contains("\"serversSpec\":\"1:" + cell.host(1) + "\"");
    String tag = response.header("etag").orElseThrow();
    HttpAnswer same =
        HttpCalls.send(
            HttpCall.of("GET", uri("/exhibitor/v1/config/get-state"), PATIENCE)
                .header("If-None-Match", tag));
    assertThat(same.status()).isEqualTo(304);
  }

  @Test
  void pageForPeople() throws Exception {
    HttpAnswer root = get("/", null);
    assertThat(root.status()).isEqualTo(302);
    assertThat(root.header("location").orElseThrow()).isEqualTo("/exhibitor/v1/ui/index.html");
    assertThat(text(get("/exhibitor/v1/ui/index.html", null))).contains("cluster/status");
  }

  @ParameterizedTest
  @CsvSource({
    "/exhibitor/v1/cluster/nosuch",
    "/exhibitor/v1/cluster/4ltr/dump",
    "/exhibitor/v1/cluster/4ltr/stop",
    "/nosuch"
  })
  void unknownIsNotFound(String path) throws Exception {
    HttpAnswer response = get(path, null);
    assertThat(response.status()).isEqualTo(404);
    assertThat(response.body()).isEmpty();
  }

  private static HttpAnswer get(String path, String accept) throws Exception {
    HttpCall call = HttpCall.of("GET", uri(path), PATIENCE);
    return HttpCalls.send(accept == null ? call : call.header("Accept", accept));
  }

  private static URI uri(String path) {
    return URI.create("http://" + cell.host(1) + ":8181" + path);
  }

  private static String text(HttpAnswer response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
