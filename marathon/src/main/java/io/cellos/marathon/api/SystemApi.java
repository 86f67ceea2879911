package io.cellos.marathon.api;

import com.fasterxml.jackson.databind.node.TextNode;
import io.cellos.marathon.api.http.Answer;
import io.cellos.marathon.api.http.Exchange;
import io.cellos.marathon.api.http.Refusal;
import io.cellos.marathon.json.tree.Trees;
import io.cellos.marathon.service.Site;
import io.helidon.http.Status;
import java.io.IOException;
import java.util.Optional;

/** What every node answers itself. */
record SystemApi(Site site, LeaderApi leader, Metrics metrics) {
  /** Nothing if the path is not one of these. */
  Optional<Answer> answer(Exchange exchange) throws IOException, InterruptedException {
    String path = exchange.path();
    boolean reads = exchange.verb().equals("GET");
    if (path.equals("/logging")) {
      return Optional.of(LoggingApi.answer(exchange));
    }
    if (path.equals("/v2/leader")) {
      return reads ? Optional.of(leader.show()) : Optional.empty();
    }
    Optional<Answer> answer =
        Optional.ofNullable(
            switch (path) {
              case "/" -> Answer.empty(Status.FOUND_302).header("Location", "/help");
              case "/ping" -> ping(exchange);
              case "/status" -> status();
              case "/version" ->
                  Answer.json(Trees.object().put("name", "marathon").put("version", Site.VERSION));
              case "/metrics" -> Answer.json(metrics.json());
              case "/metrics/prometheus" -> Answer.text(metrics.text());
              case "/help" -> Answer.text(Help.TEXT);
              case "/v2/plugins" -> Answer.json(Trees.object().set("plugins", Trees.array()));
              default -> null;
            });
    if (answer.isPresent() && !reads) {
      throw Refusal.wrongMethod();
    }
    return answer;
  }

  /** As text to who takes that, as JSON to who takes only that. */
  private static Answer ping(Exchange exchange) {
    if (exchange.accepts("text/plain") || exchange.accepts("text/html")) {
      return Answer.text("pong");
    }
    return exchange.accepts(Answer.JSON)
        ? Answer.json(TextNode.valueOf("pong"))
        : Answer.empty(Status.NO_CONTENT_204);
  }

  /** Ready is who leads, or knows who does. */
  private Answer status() {
    boolean ready = leader.leader().isPresent();
    return Answer.json(
        ready ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503, Trees.object().put("ready", ready));
  }
}
