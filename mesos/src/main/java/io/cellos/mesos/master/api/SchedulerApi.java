package io.cellos.mesos.master.api;

import io.cellos.base.http.ClientConnection;
import io.cellos.base.http.Outbox;
import io.cellos.mesos.http.Endpoint;
import io.cellos.mesos.http.Exchange;
import io.cellos.mesos.http.Refusal;
import io.cellos.mesos.master.core.MasterEvent;
import io.cellos.mesos.master.loop.MasterLoop;
import io.cellos.mesos.master.loop.Streams;
import io.cellos.protocols.mesos.Wire;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;

/** {@code /api/v1/scheduler}. */
final class SchedulerApi implements Endpoint {
  static final HeaderName STREAM = HeaderNames.create("Mesos-Stream-Id");

  private final Site site;
  private final Duration heartbeat;

  SchedulerApi(Site site, Duration heartbeat) {
    this.site = site;
    this.heartbeat = heartbeat;
  }

  @Override
  public void answer(Exchange exchange) throws IOException, InterruptedException {
    Leadership.Leading leading = site.leading(exchange).orElse(null);
    if (leading == null) {
      return;
    }
    exchange.allow("POST");
    Call.Builder read = Call.newBuilder();
    exchange.read(read);
    Call call = read.build();
    CallCheck.problem(call)
        .ifPresent(
            problem -> {
              throw Refusal.malformed("Failed to validate scheduler::Call: " + problem);
            });
    Optional<String> stream = exchange.header(STREAM);
    if (call.getType() == Call.Type.SUBSCRIBE) {
      if (stream.isPresent()) {
        throw Refusal.malformed("Subscribe calls should not include the 'Mesos-Stream-Id' header");
      }
      subscribe(exchange, leading.loop(), call, exchange.accepted());
    } else if (call.getType() == Call.Type.UNKNOWN) {
      throw new Refusal(Status.NOT_IMPLEMENTED_501, "");
    } else {
      Verdicts.answer(exchange, leading.loop().schedulerCall(stream.orElse(""), call));
    }
  }

  private void subscribe(Exchange exchange, MasterLoop loop, Call call, Wire wire)
      throws InterruptedException {
    ClientConnection connection = ClientConnection.current();
    String id = UUID.randomUUID().toString();
    FrameworkInfo framework = call.getSubscribe().getFrameworkInfo();
    Outbox<Event> outbox =
        new Outbox<>(
            "framework " + framework.getName(),
            Event::getSerializedSize,
            Feed.MOST_BYTES,
            connection::close);
    exchange.response().header(STREAM, id).header(HeaderNames.CONTENT_TYPE, wire.mediaType());
    Feed<Event> feed =
        new Feed<>(
            outbox,
            wire::write,
            event -> event.getType() == Event.Type.SUBSCRIBED,
            wire.write(Event.newBuilder().setType(Event.Type.HEARTBEAT).build()),
            heartbeat);
    Optional<String> unknown = unknownRole(framework);
    if (unknown.isPresent()) {
      outbox.put(error("Role '" + unknown.get() + "' is not present in the master's --roles"));
      outbox.finish();
      feed.write(connection, exchange.response());
      return;
    }
    Streams<Event> streams = loop.clients().schedulers();
    streams.open(id, outbox);
    try {
      loop.submit(new MasterEvent.Subscribe(id, call.getSubscribe()));
      feed.write(connection, exchange.response());
    } finally {
      streams.remove(id);
      if (!outbox.isFinished()) {
        loop.submit(new MasterEvent.SchedulerGone(id));
      }
    }
  }

  @SuppressWarnings("deprecation") // what frameworks without MULTI_ROLE say
  private Optional<String> unknownRole(FrameworkInfo framework) {
    return Stream.concat(
            framework.hasRole() ? Stream.of(framework.getRole()) : Stream.empty(),
            framework.getRolesList().stream())
        .filter(role -> !site.isKnown(role))
        .findFirst();
  }

  private static Event error(String message) {
    return Event.newBuilder()
        .setType(Event.Type.ERROR)
        .setError(Event.Error.newBuilder().setMessage(message))
        .build();
  }
}
