package io.cellos.marathon.rest;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.base.json.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** A client that follows {@code /v2/events} and remembers what it hears. */
final class HeardEvents {
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> stream;

  /** Follows from now on. */
  HeardEvents(URI server, HttpClient client) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server + "/v2/events?plan-format=light"))
            .header("Accept", "text/event-stream")
            .build();
    stream =
        client
            .sendAsync(request, HttpResponse.BodyHandlers.ofLines())
            .thenAccept(answer -> answer.body().forEach(this::take));
    await().until(() -> types().contains("event_stream_attached"));
  }

  private void take(String line) {
    if (line.startsWith("data: ")) {
      events.add(Json.tree(line.substring("data: ".length()).getBytes(StandardCharsets.UTF_8)));
    }
  }

  List<JsonNode> events() {
    return List.copyOf(events);
  }

  Set<String> types() {
    return events.stream().map(HeardEvents::type).collect(Collectors.toSet());
  }

  static String type(JsonNode event) {
    return event.path("eventType").asText();
  }

  boolean isOver() {
    return stream.isDone();
  }
}
