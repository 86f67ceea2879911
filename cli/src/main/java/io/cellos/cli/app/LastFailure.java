package io.cellos.cli.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * How a task of an app failed last.
 *
 * @param at when, as Marathon writes times
 * @param words the last lines that it wrote to its standard error; none if it wrote nothing or its
 *     sandbox can't be read
 */
public record LastFailure(String at, String host, String message, List<String> words) {
  private static final int MOST_WORDS = 5;

  public LastFailure {
    words = List.copyOf(words);
  }

  /** Nothing if none failed. */
  public static Optional<LastFailure> of(JsonNode app) {
    JsonNode failure = app.path("lastTaskFailure");
    if (failure.isMissingNode()) {
      return Optional.empty();
    }
    List<String> words = failure.path("sandbox").path("stderr").asText().strip().lines().toList();
    return Optional.of(
        new LastFailure(
            failure.path("timestamp").asText(),
            failure.path("host").asText(),
            failure.path("message").asText().strip(),
            words.subList(Math.max(0, words.size() - MOST_WORDS), words.size())));
  }

  /** In a line, with its last word. */
  public String inShort() {
    return words.isEmpty() ? message : message + ": " + words.getLast().strip();
  }
}
