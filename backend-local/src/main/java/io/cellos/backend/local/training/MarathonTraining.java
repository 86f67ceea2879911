package io.cellos.backend.local.training;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.base.json.Json;
import io.cellos.base.time.Deadline;
import io.cellos.marathon.MarathonMain;
import io.cellos.protocols.marathon.MarathonClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Marathon, from its start until a small app was there and is gone again. */
final class MarathonTraining {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final String APP = "/v2/apps/training";

  private MarathonTraining() {}

  /**
   * @param address where ZooKeeper, a master and an agent serve
   */
  static void run(String address) throws IOException, InterruptedException {
    String zk = "zk://" + address + ":2181";
    String[] flags = {
      "--master=" + zk + "/mesos",
      "--zk=" + zk + "/marathon",
      "--hostname=" + address,
      "--http_address=" + address,
      "--http_port=8080"
    };
    Thread.ofPlatform()
        .daemon()
        .name("marathon-training")
        .start(() -> MarathonMain.run(flags, Map.of(), System.out, System.out));
    MarathonClient client =
        MarathonClient.of(URI.create("http://" + address + ":8080"), Duration.ofSeconds(10));
    await("lead", () -> !client.get("/v2/leader").isEmpty());
    JsonNode app =
        Json.mapper()
            .createObjectNode()
            .put("cmd", "sleep 60")
            .put("cpus", 0.1)
            .put("mem", 32)
            .put("instances", 1);
    client.put(APP, app);
    await("start an app", () -> client.get(APP).at("/app/tasksRunning").asInt() == 1);
    client.get("/v2/apps");
    client.get("/v2/queue");
    client.delete(APP);
    await("end an app", () -> client.get("/v2/deployments").isEmpty());
  }

  private interface Look {
    boolean done() throws IOException;
  }

  private static void await(String what, Look look) throws IOException, InterruptedException {
    if (!Deadline.in(PATIENCE).await(PAUSE, () -> isDone(look))) {
      throw new IOException("Marathon did not " + what + " in the training");
    }
  }

  private static boolean isDone(Look look) {
    try {
      return look.done();
    } catch (IOException e) {
      return false;
    }
  }
}
