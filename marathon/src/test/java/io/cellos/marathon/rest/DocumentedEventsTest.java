package io.cellos.marathon.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.base.json.Json;
import io.cellos.marathon.LiveMarathon;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a client that follows {@code /v2/events} of a whole Marathon is told, and in what shape. */
@Timeout(60)
class DocumentedEventsTest {
  /** Those that Marathon has documented and never sends any more. */
  private static final Set<String> OF_OLD =
      Set.of("subscribe_event", "unsubscribe_event", "unhealthy_task_kill_event");

  /** Those that come only of what can't be brought about here; other tests have them. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "deployment_step_failure",
          "event_stream_detached",
          "scheduler_registered_event",
          "scheduler_reregistered_event",
          "scheduler_disconnected_event");

  @TempDir private static Path directory;
  private static LiveMarathon marathon;
  private static HttpClient client;
  private static AnswerShape shapes;
  private static CompletableFuture<Void> stream;
  private static final List<JsonNode> EVENTS = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    marathon = LiveMarathon.start(directory);
    client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    shapes = AnswerShape.read(text("shapes") + "\n\n" + text("events"));
  }

  private static String text(String name) throws IOException {
    return DocumentedApiTest.text(name);
  }

  @AfterAll
  static void stop() {
    client.shutdownNow();
    marathon.close();
  }

  private static void follow() {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(marathon.uri() + "/v2/events?plan-format=light"))
            .header("Accept", "text/event-stream")
            .build();
    stream =
        client
            .sendAsync(request, HttpResponse.BodyHandlers.ofLines())
            .thenAccept(answer -> answer.body().forEach(DocumentedEventsTest::take));
    await().until(() -> seen().contains("event_stream_attached"));
  }

  private static void take(String line) {
    if (line.startsWith("data: ")) {
      EVENTS.add(Json.tree(line.substring("data: ".length()).getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static Set<String> seen() {
    return EVENTS.stream()
        .map(event -> event.get("eventType").textValue())
        .collect(Collectors.toSet());
  }

  @Test
  void allThatCanHappenIsToldInItsShape() throws IOException, InterruptedException {
    follow();
    String nobodys = "told.instance-00000000-0000-0000-0000-000000000009._app.1";
    marathon.agents().end(nobodys);
    marathon.agents().say("executor-1", "hello");
    assertThat(
            new Transcript(marathon.uri(), shapes, client)
                .play(text("told").replace("{port}", "" + marathon.uri().getPort())))
        .isEmpty();
    Set<String> wanted =
        documented()
            .filter(type -> !OF_OLD.contains(type) && !ELSEWHERE.contains(type))
            .collect(Collectors.toSet());
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(seen()).containsAll(wanted));
    assertThat(stream).isNotDone();
    for (JsonNode event : EVENTS) {
      String type = event.get("eventType").textValue();
      assertThat(shapes.problems(event, type)).as("%s", event).isEmpty();
    }
    assertThat(
            EVENTS.stream()
                .filter(event -> event.path("eventType").asText().equals("framework_message_event"))
                .map(event -> event.get("message").textValue()))
        .containsExactly("aGVsbG8=");
  }

  private static Stream<String> documented() throws IOException {
    return text("events").lines().filter(line -> line.matches("[a-z_]+"));
  }
}
