package io.cellos.marathon.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.marathon.LiveMarathon;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every documented request to a whole Marathon, and what it answers: status, headers and all fields
 * with their types. {@code inventory.txt} says what is documented, {@code shapes.txt} what answers
 * look like, {@code events.txt} what events do, the other files what is asked.
 */
@Timeout(120)
class DocumentedApiTest {
  private static final List<String> TRANSCRIPTS =
      List.of(
          "apps",
          "many-apps",
          "tasks",
          "groups",
          "pods",
          "deployments",
          "system",
          "clients",
          "errors");

  /** Those that Marathon sends no more, and those that only other tests can bring about. */
  private static final Set<String> NOT_HEARD =
      Set.of(
          "subscribe_event",
          "unsubscribe_event",
          "unhealthy_task_kill_event",
          "deployment_step_failure",
          "event_stream_detached",
          "scheduler_registered_event",
          "scheduler_reregistered_event",
          "scheduler_disconnected_event");

  private static final Pattern PARAMETER = Pattern.compile("\\{[a-z]+}");

  @TempDir private static Path directory;
  private static LiveMarathon marathon;
  private static HttpClient client;
  private static AnswerShape shapes;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    marathon = LiveMarathon.start(directory);
    client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    shapes = AnswerShape.read(text("shapes") + "\n\n" + text("events"));
  }

  @AfterAll
  static void stop() {
    client.shutdownNow(); // somebody follows events
    marathon.close();
  }

  static String text(String name) throws IOException {
    try (InputStream in = DocumentedApiTest.class.getResourceAsStream(name + ".txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static Stream<String> transcripts() {
    return TRANSCRIPTS.stream();
  }

  @ParameterizedTest
  @MethodSource("transcripts")
  void answersAsDocumented(String transcript) throws IOException, InterruptedException {
    assertThat(new Transcript(marathon.uri(), shapes, client).play(text(transcript))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"many-apps", "tasks", "pods", "clients", "errors"})
  void othersAnswerAsTheLeaderDoes(String transcript) throws IOException, InterruptedException {
    assertThat(new Transcript(marathon.other(), shapes, client).play(text(transcript))).isEmpty();
  }

  static Stream<String> inventory() throws IOException {
    return text("inventory").lines().filter(line -> !line.isBlank() && !line.startsWith("#"));
  }

  /** A line of the inventory is a method, a path with parameters, and the statuses documented. */
  @ParameterizedTest
  @MethodSource("inventory")
  void everythingDocumentedIsAsked(String documented) throws IOException {
    String[] words = documented.strip().split("\\s+");
    String path = PARAMETER.matcher(words[1]).replaceAll("[^?]+");
    for (int i = 2; i < words.length; i++) {
      Pattern asked = Pattern.compile(words[0] + " " + path + "([?/ ].*)? => " + words[i] + ".*");
      assertThat(allLines()).as(documented).anyMatch(line -> asked.matcher(line).matches());
    }
  }

  private static List<String> allLines() throws IOException {
    StringBuilder all = new StringBuilder();
    for (String transcript : TRANSCRIPTS) {
      all.append(text(transcript)).append('\n');
    }
    return all.toString().lines().map(String::strip).toList();
  }

  @Test
  void eventsAreToldAsDocumented() throws IOException, InterruptedException {
    HeardEvents heard = new HeardEvents(marathon.uri(), client);
    marathon.agents().end("told.instance-00000000-0000-0000-0000-000000000009._app.1");
    marathon.agents().say("executor-1", "hello");
    String told = text("told").replace("{port}", "" + marathon.uri().getPort());
    assertThat(new Transcript(marathon.uri(), shapes, client).play(told)).isEmpty();
    List<String> wanted =
        text("events")
            .lines()
            .filter(line -> line.matches("[a-z_]+") && !NOT_HEARD.contains(line))
            .toList();
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(heard.types()).containsAll(wanted));
    for (JsonNode event : heard.events()) {
      assertThat(shapes.problems(event, HeardEvents.type(event))).as("%s", event).isEmpty();
    }
    assertThat(heard.events())
        .filteredOn(event -> HeardEvents.type(event).equals("framework_message_event"))
        .extracting(event -> event.get("message").textValue())
        .containsExactly("aGVsbG8=");
    assertThat(heard.isOver()).isFalse();
  }

  /** The test of the test. */
  @Test
  void whatIsNotAsDocumentedIsFound() throws IOException, InterruptedException {
    assertThat(
            new Transcript(marathon.uri(), shapes, client)
                .play("GET /v2/leader => 201\nGET /v2/leader => 200 ERROR\nhas /leader = 7"))
        .hasSize(4);
  }
}
