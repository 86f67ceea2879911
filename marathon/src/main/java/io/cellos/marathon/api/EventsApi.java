package io.cellos.marathon.api;

import io.cellos.marathon.api.events.EventStreams;
import io.cellos.marathon.api.http.Answer;
import io.cellos.marathon.api.http.Exchange;
import io.cellos.marathon.api.http.Refusal;

/**
 * {@code /v2/events}. The parameter {@code plan-format=light} changes nothing: plans are light, as
 * they are upstream since 1.7.
 */
record EventsApi(EventStreams streams) implements Resource {
  @Override
  public Answer answer(Exchange exchange, String rest, Calls calls) {
    if (!rest.isEmpty()) {
      throw Refusal.noSuchPath();
    }
    if (!exchange.method().equals("GET") || !exchange.asksFor("text/event-stream")) {
      throw Refusal.wrongMethod();
    }
    return streams.follow(exchange, exchange.queries("event_type"), calls.service());
  }
}
