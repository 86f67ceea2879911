package io.cellos.mesos.master.api;

import io.cellos.base.http.ClientConnection;
import io.cellos.base.http.Outbox;
import io.cellos.mesos.http.Exchange;
import io.cellos.mesos.master.core.view.MasterView;
import io.cellos.mesos.master.loop.MasterLoop;
import io.cellos.protocols.mesos.Wire;
import io.helidon.http.HeaderNames;
import java.time.Duration;
import java.util.UUID;
import org.apache.mesos.v1.master.Protos.Event;

/** The stream of events for operators: all that there is, then what changes. */
final class Watching {
  private final Duration heartbeat;

  Watching(Duration heartbeat) {
    this.heartbeat = heartbeat;
  }

  void answer(Exchange exchange, MasterLoop loop, Wire wire) throws InterruptedException {
    ClientConnection connection = ClientConnection.current();
    String id = UUID.randomUUID().toString();
    Outbox<Event> outbox =
        new Outbox<>("watcher " + id, Event::getSerializedSize, Feed.MOST_BYTES, connection::close);
    loop.watch(
        view -> {
          outbox.put(subscribed(view));
          loop.clients().watchers().open(id, outbox);
        });
    exchange.response().header(HeaderNames.CONTENT_TYPE, wire.mediaType());
    try {
      new Feed<>(
              outbox,
              event -> wire.write(Shown.to(event)),
              event -> true,
              wire.write(Event.newBuilder().setType(Event.Type.HEARTBEAT).build()),
              heartbeat)
          .write(connection, exchange.response());
    } finally {
      loop.watch(view -> loop.clients().watchers().remove(id)); // after it was opened
    }
  }

  private Event subscribed(MasterView view) {
    return Event.newBuilder()
        .setType(Event.Type.SUBSCRIBED)
        .setSubscribed(
            Event.Subscribed.newBuilder()
                .setGetState(new Reads(view).state())
                .setHeartbeatIntervalSeconds(heartbeat.toMillis() / 1000.0))
        .build();
  }
}
