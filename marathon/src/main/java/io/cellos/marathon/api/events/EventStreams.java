package io.cellos.marathon.api.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.base.http.ClientConnection;
import io.cellos.base.http.Outbox;
import io.cellos.marathon.api.http.Answer;
import io.cellos.marathon.api.http.Exchange;
import io.cellos.marathon.api.render.EventJson;
import io.cellos.marathon.metrics.HttpMeters;
import io.cellos.marathon.model.Timestamp;
import io.cellos.marathon.service.Service;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;

/** Those who follow the events of this leader. */
public final class EventStreams {
  /** A client that has read nothing for so long, while there is something, is cut off. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final int mostWaiting;
  private final Duration heartbeat;
  private final Predicate<Service> leads;
  private final HttpMeters meters;
  private final List<Outbox<Told>> clients = new CopyOnWriteArrayList<>();

  /**
   * @param mostWaiting so many events may wait for one client; {@code
   *     --event_stream_max_outstanding_messages}
   * @param leads whether the service is still that of the leader; a stream ends when it is not
   */
  public EventStreams(
      int mostWaiting, Duration heartbeat, Predicate<Service> leads, HttpMeters meters) {
    this.mostWaiting = mostWaiting;
    this.heartbeat = heartbeat;
    this.leads = leads;
    this.meters = meters;
  }

  /** Tells all clients of something that the API did. */
  public void tell(Function<EventJson, ObjectNode> event) {
    if (!clients.isEmpty()) {
      Told told = new Told.Done(event.apply(new EventJson(now())));
      clients.forEach(client -> put(client, told));
    }
  }

  /** How many follow. */
  public int count() {
    return clients.size();
  }

  /**
   * A stream that lasts until the client closes it, does not read it, or this leader ends.
   *
   * @param types the only events that the client wants; if empty, all
   */
  public Answer follow(Exchange exchange, Set<String> types, Service service) {
    return new Answer.Lasting(response -> serve(exchange, types, service, response));
  }

  private void serve(Exchange exchange, Set<String> types, Service service, ServerResponse response)
      throws InterruptedException {
    ClientConnection connection = ClientConnection.current();
    String client = exchange.client();
    Outbox<Told> outbox =
        new Outbox<>("the event client " + client, _ -> 1, mostWaiting, connection::close);
    clients.add(outbox);
    tell(event -> event.attached(client));
    try (Service.Subscription _ =
        service.listen(happened -> put(outbox, new Told.Happened(now(), happened)))) {
      response
          .header(HeaderNames.CONTENT_TYPE, "text/event-stream;charset=utf-8")
          .header(HeaderNames.CONNECTION, "close");
      new EventWriter(outbox, types, heartbeat, () -> leads.test(service), meters)
          .write(connection, response);
    } finally {
      clients.remove(outbox);
      tell(event -> event.detached(client));
    }
  }

  private static void put(Outbox<Told> outbox, Told told) {
    outbox.checkPace(PATIENCE);
    outbox.put(told);
  }

  private static Timestamp now() {
    return new Timestamp(Instant.now());
  }
}
