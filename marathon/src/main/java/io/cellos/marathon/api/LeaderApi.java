package io.cellos.marathon.api;

import io.cellos.marathon.api.http.Answer;
import io.cellos.marathon.api.http.Exchange;
import io.cellos.marathon.api.http.Refusal;
import io.cellos.marathon.json.ErrorJson;
import io.cellos.marathon.json.tree.Trees;
import io.cellos.marathon.service.Leadership;
import io.cellos.marathon.service.Service;
import io.cellos.marathon.service.Site;
import io.helidon.http.Status;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** {@code /v2/leader}. */
record LeaderApi(Site site) {
  /** The answer is to be read before the leader ends. */
  private static final Duration BEFORE_THE_END = Duration.ofMillis(500);

  /** The URL of who leads. */
  Optional<URI> leader() {
    return switch (site.leadership().get()) {
      case Leadership.Leading _ -> Optional.of(site.self());
      case Leadership.Other(URI leader) -> Optional.of(leader);
      case Leadership.Nobody() -> Optional.empty();
    };
  }

  /** Any node knows. */
  Answer show() {
    URI leader =
        leader().orElseThrow(() -> new Refusal(Status.NOT_FOUND_404, "There is no leader"));
    return Answer.json(Trees.object().put("leader", leader.getAuthority()));
  }

  static Answer answer(Exchange exchange, Service service) {
    if (!exchange.method().equals("DELETE")) {
      throw Refusal.wrongMethod();
    }
    for (String unsupported : List.of("backup", "restore")) {
      if (exchange.query(unsupported).isPresent()) { // it must not be believed to be done
        throw new Refusal(
            Status.UNPROCESSABLE_CONTENT_422,
            unsupported + " is not supported: all state is in ZooKeeper, which can be saved");
      }
    }
    Executor later =
        CompletableFuture.delayedExecutor(
            BEFORE_THE_END.toMillis(),
            TimeUnit.MILLISECONDS,
            task -> Thread.ofVirtual().name("abdicate").start(task));
    later.execute(service::abdicate);
    return Answer.json(ErrorJson.message("Leadership abdicated"));
  }
}
