package io.cellos.marathon.api;

import io.cellos.marathon.api.http.Answer;
import io.cellos.marathon.api.http.Exchange;
import io.cellos.marathon.api.http.Refusal;
import io.cellos.marathon.api.render.QueueJson;
import io.cellos.marathon.core.MarathonEvent;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Timestamp;
import io.helidon.http.Status;
import java.io.IOException;
import java.time.Instant;
import java.util.NoSuchElementException;

/** {@code /v2/queue}. */
final class QueueApi implements Resource {
  private static final String DELAY = "/delay";

  @Override
  public Answer answer(Exchange exchange, String rest, Calls calls)
      throws IOException, InterruptedException {
    if (rest.isEmpty()) {
      Refusal.unless(exchange.verb().equals("GET"));
      return list(exchange, calls);
    }
    if (!rest.endsWith(DELAY)) {
      throw Refusal.noSuchPath();
    }
    Refusal.unless(exchange.verb().equals("DELETE"));
    return reset(rest.substring(0, rest.length() - DELAY.length()), calls);
  }

  private static Answer list(Exchange exchange, Calls calls)
      throws IOException, InterruptedException {
    QueueJson json =
        new QueueJson(
            new Timestamp(Instant.now()), exchange.queries("embed").contains("lastUnusedOffers"));
    return Answers.list("queue", calls.view().queue().values().stream().map(json::write));
  }

  private static Answer reset(String rest, Calls calls) throws IOException, InterruptedException {
    AppId id = AppId.find("/" + rest).orElseThrow(() -> unknown(rest));
    try {
      calls.run(call -> new MarathonEvent.ResetDelay(call, id));
    } catch (NoSuchElementException e) {
      throw unknown(rest);
    }
    return Answer.empty(Status.NO_CONTENT_204);
  }

  private static Refusal unknown(String id) {
    return new Refusal(Status.NOT_FOUND_404, "Application /" + id + " not found in tasks queue.");
  }
}
