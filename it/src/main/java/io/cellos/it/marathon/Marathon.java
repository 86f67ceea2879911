package io.cellos.it.marathon;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.base.http.HttpCalls;
import io.cellos.protocols.marathon.MarathonClient;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Marathon of a cell under test, as a client sees it. */
public final class Marathon {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final MarathonClient client;

  /**
   * @param url of the load balancer
   */
  public Marathon(String url) {
    this.client = MarathonClient.of(URI.create(url), TIMEOUT);
  }

  public MarathonClient client() {
    return client;
  }

  /** {@code host:port}. */
  public String leader() throws IOException {
    return client.get("/v2/leader").path("leader").asText();
  }

  public JsonNode app(String id) throws IOException {
    return client.get("/v2/apps" + id).path("app");
  }

  /** Whether nothing is being deployed. */
  public boolean isQuiet() throws IOException {
    return client.get("/v2/deployments").isEmpty();
  }

  /** Where the healthy tasks of the app that are not about to end answer. */
  public List<URI> healthy(String id) throws IOException {
    return healthy(id, List.of());
  }

  /**
   * The same; of tasks that have not been checked, as all have not after a new leader's election,
   * those that were known to be healthy count.
   */
  List<URI> healthy(String id, Collection<URI> known) throws IOException {
    List<URI> addresses = new ArrayList<>();
    for (JsonNode task : client.get("/v2/apps" + id + "/tasks").path("tasks")) {
      URI address =
          URI.create(
              "http://%s:%d/"
                  .formatted(task.path("host").asText(), task.path("ports").path(0).asInt()));
      if (task.path("state").asText().equals("TASK_RUNNING")
          && isAlive(task.path("healthCheckResults"), known.contains(address))) {
        addresses.add(address);
      }
    }
    return addresses;
  }

  private static boolean isAlive(JsonNode checks, boolean unchecked) {
    boolean alive = !checks.isEmpty() || unchecked;
    for (JsonNode check : checks) {
      alive &= check.path("alive").asBoolean();
    }
    return alive;
  }

  /** What each healthy task of the app answers. */
  public Set<String> answers(String id) throws IOException {
    Set<String> answers = new TreeSet<>();
    for (URI task : healthy(id)) {
      answers.add(text(task));
    }
    return answers;
  }

  static String text(URI task) throws IOException {
    var answer = HttpCalls.get(task, TIMEOUT);
    if (answer.status() != 200) {
      throw new IOException(task + " answers " + answer.status());
    }
    return new String(answer.body(), StandardCharsets.UTF_8).strip();
  }
}
