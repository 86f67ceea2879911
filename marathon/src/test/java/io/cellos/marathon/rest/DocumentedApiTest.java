package io.cellos.marathon.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.marathon.LiveMarathon;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every documented request to a whole Marathon, and what it answers: status, headers and all fields
 * with their types. {@code inventory.txt} says what is documented, {@code shapes.txt} what answers
 * look like, the other files what is asked.
 */
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
  private static final Pattern PARAMETER = Pattern.compile("\\{[a-z]+}");

  @TempDir private static Path directory;
  private static LiveMarathon marathon;
  private static HttpClient client;
  private static AnswerShape shapes;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    marathon = LiveMarathon.start(directory);
    client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    shapes = AnswerShape.read(text("shapes"));
  }

  @AfterAll
  static void stop() {
    client.close();
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

  /** The test of the test. */
  @Test
  void whatIsNotAsDocumentedIsFound() throws IOException, InterruptedException {
    assertThat(
            new Transcript(marathon.uri(), shapes, client)
                .play("GET /v2/leader => 201\nGET /v2/leader => 200 ERROR\nhas /leader = 7"))
        .hasSize(4);
  }
}
