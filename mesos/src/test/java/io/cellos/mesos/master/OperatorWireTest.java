package io.cellos.mesos.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.base.http.HttpAnswer;
import io.cellos.base.http.HttpCall;
import io.cellos.base.http.HttpCalls;
import io.cellos.base.json.Json;
import io.cellos.mesos.testing.Records;
import io.cellos.mesos.testing.SimulatedAgent;
import io.cellos.mesos.testing.TestFramework;
import io.cellos.protocols.mesos.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.master.Protos.Call;
import org.apache.mesos.v1.master.Protos.Event;
import org.apache.mesos.v1.master.Protos.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The operator API's answers as a real Mesos gives them. */
final class OperatorWireTest {
  private static TestMaster master;
  private static SimulatedAgent agent;

  @BeforeAll
  static void start() throws IOException {
    master = TestMaster.start();
    agent = SimulatedAgent.start(master.uri(), "host1", "cpus:4;mem:1024;ports:[8081-9000]");
    agent.id().join();
  }

  @AfterAll
  static void stop() {
    agent.close();
    master.close();
  }

  private static HttpAnswer call(Wire wire, Call call, String accept) throws IOException {
    return HttpCalls.send(
        HttpCall.of("POST", master.uri().resolve("/api/v1"), Duration.ofSeconds(20))
            .header("Content-Type", wire.mediaType())
            .header("Accept", accept)
            .body(wire.write(call)));
  }

  @ParameterizedTest
  @EnumSource(Wire.class)
  void readingCallsAnswerInBothEncodings(Wire wire) throws IOException {
    List<Call.Type> reading =
        List.of(
            Call.Type.GET_HEALTH,
            Call.Type.GET_FLAGS,
            Call.Type.GET_VERSION,
            Call.Type.GET_LOGGING_LEVEL,
            Call.Type.GET_STATE,
            Call.Type.GET_AGENTS,
            Call.Type.GET_FRAMEWORKS,
            Call.Type.GET_EXECUTORS,
            Call.Type.GET_OPERATIONS,
            Call.Type.GET_TASKS,
            Call.Type.GET_ROLES,
            Call.Type.GET_WEIGHTS,
            Call.Type.GET_MASTER,
            Call.Type.GET_MAINTENANCE_STATUS,
            Call.Type.GET_MAINTENANCE_SCHEDULE,
            Call.Type.GET_QUOTA);
    for (Call.Type type : reading) {
      Call asked = Call.newBuilder().setType(type).build();
      HttpAnswer answer = call(wire, asked, wire.mediaType());
      assertThat(answer.status()).as(type.name()).isEqualTo(200);
      assertThat(answer.header("Content-Type")).contains(wire.mediaType());
      Response.Builder response = Response.newBuilder();
      wire.read(answer.body(), response);
      assertThat(response.getType().name()).isEqualTo(type.name());
    }
    Call metrics =
        Call.newBuilder()
            .setType(Call.Type.GET_METRICS)
            .setGetMetrics(Call.GetMetrics.getDefaultInstance())
            .build();
    Response.Builder response = Response.newBuilder();
    wire.read(call(wire, metrics, wire.mediaType()).body(), response);
    assertThat(response.getGetMetrics().getMetricsList())
        .anyMatch(metric -> metric.getName().equals("master/elected") && metric.getValue() == 1)
        .anyMatch(metric -> metric.getName().equals("master/slaves_active"));
  }

  /** Status, body. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "501 | {\"type\":\"UNKNOWN\"}",
        "400 | {\"type\":\"NO_SUCH\"}",
        "400 | {}",
        "400 | []",
        "400 | {\"type\":\"GET_METRICS\"}",
        "400 | {\"type\":\"READ_FILE\"}",
        "400 | {\"type\":\"READ_FILE\",\"read_file\":{\"path\":\"x\"}}",
        "404 | {\"type\":\"READ_FILE\",\"read_file\":{\"path\":\"/etc/passwd\",\"offset\":0}}",
        "404 | {\"type\":\"LIST_FILES\",\"list_files\":{\"path\":\"/etc\"}}",
        "400 | {\"type\":\"UPDATE_WEIGHTS\"}",
        "400 | {\"type\":\"UPDATE_WEIGHTS\",\"update_weights\":{\"weight_infos\":[{\"role\":\"r\",\"weight\":0}]}}",
        "400 | {\"type\":\"UPDATE_WEIGHTS\",\"update_weights\":{\"weight_infos\":[{\"role\":\"-r\",\"weight\":1}]}}",
        "200 | {\"type\":\"UPDATE_WEIGHTS\",\"update_weights\":{\"weight_infos\":[{\"role\":\"r\",\"weight\":2.5}]}}",
        "400 | {\"type\":\"TEARDOWN\",\"teardown\":{\"framework_id\":{\"value\":\"nobody\"}}}",
        "404 | {\"type\":\"MARK_AGENT_GONE\",\"mark_agent_gone\":{\"agent_id\":{\"value\":\"nobody\"}}}",
        "400 | {\"type\":\"DRAIN_AGENT\",\"drain_agent\":{\"agent_id\":{\"value\":\"nobody\"}}}",
        "400 | {\"type\":\"DEACTIVATE_AGENT\",\"deactivate_agent\":{\"agent_id\":{\"value\":\"nobody\"}}}",
        "400 | {\"type\":\"REACTIVATE_AGENT\",\"reactivate_agent\":{\"agent_id\":{\"value\":\"nobody\"}}}",
        "400 | {\"type\":\"RESERVE_RESOURCES\",\"reserve_resources\":{\"agent_id\":{\"value\":\"nobody\"}}}",
        "400 | {\"type\":\"REMOVE_QUOTA\"}",
        "200 | {\"type\":\"SET_LOGGING_LEVEL\",\"set_logging_level\":{\"level\":1,\"duration\":{\"nanoseconds\":1000000}}}",
        "200 | {\"type\":\"UPDATE_QUOTA\",\"update_quota\":{\"quota_configs\":[{\"role\":\"q\",\"limits\":{\"cpus\":{\"value\":2}}}]}}",
        "400 | {\"type\":\"STOP_MAINTENANCE\",\"stop_maintenance\":{\"machines\":[{\"hostname\":\"unknown\"}]}}",
      })
  void callsAreAnswered(int status, String body) throws IOException {
    HttpAnswer answer = master.call(body);
    assertThat(answer.status())
        .as("%s", new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo(status);
  }

  @Test
  void mediaTypesAreChecked() throws IOException {
    Call health = Call.newBuilder().setType(Call.Type.GET_HEALTH).build();
    assertThat(call(Wire.JSON, health, "text/html").status()).isEqualTo(406);
    assertThat(call(Wire.JSON, health, "*/*").header("Content-Type")).contains("application/json");
    assertThat(call(Wire.JSON, health, "text/html, application/*;q=0.1").status()).isEqualTo(200);
    assertThat(master.post("/api/v1", "text/plain", "{}").status()).isEqualTo(415);
    assertThat(master.get("/api/v1").status()).isEqualTo(405);
    assertThat(master.get("/api/v1").header("Allow")).contains("POST");
    assertThat(master.post("/master/api/v1/", "application/json", "{\"type\":\"GET_HEALTH\"}"))
        .satisfies(
            answer ->
                assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                    .isEqualTo("{\"type\":\"GET_HEALTH\",\"get_health\":{\"healthy\":true}}"));
  }

  @Test
  void reservedResourcesAreShownInBothForms() throws IOException {
    String id = agent.id().join().getValue();
    String resource =
        "{\"name\":\"cpus\",\"type\":\"SCALAR\",\"scalar\":{\"value\":1},"
            + "\"reservations\":[{\"type\":\"DYNAMIC\",\"role\":\"ops\"}]}";
    String call = "{\"type\":\"%s\",\"%s\":{\"agent_id\":{\"value\":\"%s\"},\"resources\":[%s]}}";
    assertThat(
            master
                .call(call.formatted("RESERVE_RESOURCES", "reserve_resources", id, resource))
                .status())
        .isEqualTo(202);
    String shown = "/slaves/0/reserved_resources_full/ops/0";
    await().until(() -> !master.json("/slaves").at(shown).isMissingNode());
    JsonNode reserved = master.json("/slaves").at(shown);
    assertThat(reserved.get("role").asText()).isEqualTo("ops");
    assertThat(reserved.at("/reservations/0/role").asText()).isEqualTo("ops");
    assertThat(
            master
                .call(call.formatted("UNRESERVE_RESOURCES", "unreserve_resources", id, resource))
                .status())
        .isEqualTo(202);
  }

  @ParameterizedTest
  @EnumSource(Wire.class)
  void eventsAreStreamedToOperators(Wire wire) throws IOException {
    Call subscribe = Call.newBuilder().setType(Call.Type.SUBSCRIBE).build();
    try (Records records =
        Records.post(
            master.uri().resolve("/api/v1"),
            Map.of("Content-Type", wire.mediaType(), "Accept", wire.mediaType()),
            wire.write(subscribe))) {
      Event first = event(wire, records);
      assertThat(first.getType()).isEqualTo(Event.Type.SUBSCRIBED);
      assertThat(first.getSubscribed().getGetState().getGetAgents().getAgentsList()).hasSize(1);
      assertThat(event(wire, records).getType()).isEqualTo(Event.Type.HEARTBEAT);
      FrameworkInfo info = FrameworkInfo.newBuilder().setUser("u").setName("watched").build();
      try (TestFramework framework = TestFramework.subscribe(master.uri(), wire, info)) {
        Event added = event(wire, records);
        while (added.getType() == Event.Type.HEARTBEAT) {
          added = event(wire, records);
        }
        assertThat(added.getType()).isEqualTo(Event.Type.FRAMEWORK_ADDED);
        assertThat(added.getFrameworkAdded().getFramework().getFrameworkInfo().getName())
            .isEqualTo("watched");
        assertThat(framework.isEnded()).isFalse();
      }
      Event removed = event(wire, records);
      while (removed.getType() != Event.Type.FRAMEWORK_REMOVED) {
        removed = event(wire, records);
      }
    }
    await()
        .until(
            () ->
                Json.tree(master.get("/metrics/snapshot").body())
                        .get("master/operator_event_stream_subscribers")
                        .asInt()
                    == 0);
  }

  private static Event event(Wire wire, Records records) throws IOException {
    Event.Builder event = Event.newBuilder();
    wire.read(records.next(), event);
    return event.build();
  }
}
