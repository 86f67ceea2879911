package io.cellos.marathon.api;

import io.cellos.marathon.api.http.Answer;
import io.cellos.marathon.api.http.Exchange;
import io.cellos.marathon.api.http.Forwarder;
import io.cellos.marathon.api.http.Front;
import io.cellos.marathon.api.http.Refusal;
import io.cellos.marathon.service.Leadership;
import io.cellos.marathon.service.Site;
import io.helidon.http.Status;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Finds who answers: this program for what is about itself, else the leader. */
final class Routes implements Front.Endpoints {
  private final Site site;
  private final SystemApi system;
  private final Map<String, Resource> resources;
  private final Forwarder forwarder;

  /**
   * @param resources what the leader answers, by paths without a slash at the end
   */
  Routes(Site site, SystemApi system, Map<String, Resource> resources) {
    this.site = site;
    this.system = system;
    this.resources = resources;
    this.forwarder = new Forwarder(site.self());
  }

  @Override
  public Answer answer(Exchange exchange) throws IOException, InterruptedException {
    if (exchange.method().equals("OPTIONS")) {
      return Answer.empty(Status.OK_200)
          .header("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    }
    Optional<Answer> own = system.answer(exchange);
    if (own.isPresent()) {
      return own.get();
    }
    return switch (site.leadership().get()) {
      case Leadership.Leading leading -> led(exchange, new Calls(leading.service()));
      case Leadership.Other(URI leader) -> forwarder.forward(leader, exchange);
      case Leadership.Nobody() ->
          throw new Refusal(
              Status.SERVICE_UNAVAILABLE_503,
              "Could not determine the current leader; there may be one soon.");
    };
  }

  /** Whether the client takes what it would get: JSON, but for events and lists of tasks. */
  private static boolean isAcceptable(Exchange exchange, String path) {
    return exchange.accepts(Answer.JSON)
        || path.equals("/v2/events")
        || (path.endsWith("/tasks") && exchange.accepts("text/plain"));
  }

  private Answer led(Exchange exchange, Calls calls) throws IOException, InterruptedException {
    String path = exchange.path();
    if (!isAcceptable(exchange, path)) {
      throw new Refusal(Status.NOT_ACCEPTABLE_406, "Not Acceptable");
    }
    for (Map.Entry<String, Resource> resource : resources.entrySet()) {
      String base = resource.getKey();
      if (path.equals(base)) {
        return resource.getValue().answer(exchange, "", calls);
      }
      if (path.startsWith(base + "/")) {
        return resource.getValue().answer(exchange, path.substring(base.length() + 1), calls);
      }
    }
    throw Refusal.noSuchPath();
  }
}
