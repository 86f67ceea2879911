package io.cellos.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.base.time.Deadline;
import io.cellos.protocols.marathon.MarathonClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/** What the benchmarks ask of a Marathon. */
final class Services {
  private static final Duration LOOK = Duration.ofMillis(20);

  private final MarathonClient client;

  Services(URI marathon) {
    this.client = MarathonClient.of(marathon, Duration.ofSeconds(60));
  }

  MarathonClient client() {
    return client;
  }

  /** An app of which simulated agents can run many. */
  static ObjectNode app(String id, int instances) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", id)
        .put("cmd", "sleep 1000")
        .put("cpus", 0.01)
        .put("mem", 8)
        .put("instances", instances);
  }

  /** A group of so many apps. */
  static ObjectNode group(String id, int apps, int instances) {
    ObjectNode group = JsonNodeFactory.instance.objectNode().put("id", id);
    ArrayNode list = group.putArray("apps");
    for (int app = 0; app < apps; app++) {
      list.add(app(id + "/app-" + app, instances));
    }
    return group;
  }

  /** Waits until it answers and leads somewhere. */
  void awaitLeader(Duration patience) throws IOException, InterruptedException {
    await(patience, "no Marathon leads", () -> client.get("/v2/leader").hasNonNull("leader"));
  }

  /** Waits until it is subscribed with a master. */
  void awaitFramework(Duration patience) throws IOException, InterruptedException {
    await(
        patience, "no framework id", () -> client.get("/v2/info").path("frameworkId").isTextual());
  }

  /** Waits until nothing is being deployed. */
  void awaitDeployed(Duration patience) throws IOException, InterruptedException {
    await(patience, "deployments go on", () -> client.get("/v2/deployments").isEmpty());
  }

  /** How many tasks of all apps run. */
  long running() throws IOException {
    long running = 0;
    for (JsonNode app : client.get("/v2/apps").path("apps")) {
      running += app.path("tasksRunning").asLong();
    }
    return running;
  }

  /** Something that may not be so yet. */
  interface Condition {
    boolean holds() throws IOException;
  }

  /** Waits for it; a failure to ask is no answer yet. */
  static void await(Duration patience, String otherwise, Condition condition)
      throws IOException, InterruptedException {
    IOException[] last = new IOException[1];
    boolean done =
        Deadline.in(patience)
            .await(
                LOOK,
                () -> {
                  try {
                    return condition.holds();
                  } catch (IOException e) {
                    last[0] = e;
                    return false;
                  }
                });
    if (!done) {
      throw new IOException(otherwise + " after " + patience, last[0]);
    }
  }
}
