package io.cellos.cli.body;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.base.lifecycle.CommandThreads;
import io.cellos.model.CellDescription;
import io.cellos.protocols.mesos.Endpoint;
import io.cellos.protocols.mesos.OperatorClient;
import io.cellos.protocols.mesos.Wire;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * How much of the body is used; in the JSON of a cell it is {@code mesos}.
 *
 * @param leader {@code host:port} of the leading master
 * @param agents that are connected
 * @param tasks that have been launched and have not ended
 * @param mem in megabytes, like disk
 */
public record BodyUse(String leader, int agents, int tasks, Amount cpus, Amount mem, Amount disk) {
  private static final Duration PATIENCE = Duration.ofMillis(500);

  /** How much of something there is, and how much of that tasks have. */
  public record Amount(double total, double used) {}

  /** What will be known within half a second; empty if no master has answered by then. */
  public static CompletableFuture<Optional<BodyUse>> ask(CellDescription cell) {
    CompletableFuture<Optional<BodyUse>> answer =
        new CompletableFuture<Optional<BodyUse>>()
            .completeOnTimeout(Optional.empty(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    Optional<URI> master = Body.master(cell);
    if (master.isEmpty()) {
      answer.complete(Optional.empty());
    } else {
      CommandThreads.named("body-use-").newThread(() -> answer.complete(ask(master.get()))).start();
    }
    return answer;
  }

  private static Optional<BodyUse> ask(URI master) {
    try {
      Endpoint any = Endpoint.of(master, PATIENCE);
      Optional<URI> leader = new OperatorClient(any, Wire.JSON).leader();
      if (leader.isEmpty()) {
        return Optional.empty();
      }
      JsonNode metrics =
          new OperatorClient(any.at(leader.get()), Wire.JSON).get("/metrics/snapshot");
      return Optional.of(of(leader.get(), metrics));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty(); // who looks at a cell wants to see it, whatever its body is like
    }
  }

  private static BodyUse of(URI leader, JsonNode metrics) {
    int tasks =
        List.of("staging", "starting", "running", "killing").stream()
            .mapToInt(state -> metrics.path("master/tasks_" + state).asInt())
            .sum();
    return new BodyUse(
        leader.getAuthority(),
        metrics.path("master/slaves_connected").asInt(),
        tasks,
        amount(metrics, "cpus"),
        amount(metrics, "mem"),
        amount(metrics, "disk"));
  }

  private static Amount amount(JsonNode metrics, String name) {
    return new Amount(
        rounded(metrics.path("master/" + name + "_total").asDouble()),
        rounded(metrics.path("master/" + name + "_used").asDouble()));
  }

  /** Mesos counts in thousandths, and sums here and there in doubles. */
  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
