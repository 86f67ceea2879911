package io.cellos.protocols.mesos;

import com.google.protobuf.Message;
import io.cellos.base.http.HttpServers;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;

/** A master of one subscription whose events the test says. */
final class FakeMaster implements AutoCloseable {
  private static final byte[] END = new byte[0];

  final BlockingQueue<byte[]> stream = new LinkedBlockingQueue<>();
  final List<Call> calls = new CopyOnWriteArrayList<>();
  final List<String> streamIds = new CopyOnWriteArrayList<>();
  private final WebServer server;
  private volatile Wire wire = Wire.JSON;
  private volatile boolean gone;

  FakeMaster() {
    server =
        HttpServers.start(
            InetAddress.ofLiteral("127.0.0.1"),
            0,
            routes -> routes.post("/api/v1/scheduler", this::scheduler));
  }

  /** One that knows only who leads, and says it as Mesos does. */
  static WebServer following(FakeMaster leader) {
    return HttpServers.start(
        InetAddress.ofLiteral("127.0.0.1"),
        0,
        routes ->
            routes.any(
                (request, response) ->
                    response
                        .status(Status.TEMPORARY_REDIRECT_307)
                        .header(HeaderNames.LOCATION, "//127.0.0.1:" + leader.server.port())
                        .send()));
  }

  static Endpoint endpoint(int port) {
    return Endpoint.of(URI.create("http://127.0.0.1:" + port), Duration.ofSeconds(10));
  }

  Endpoint endpoint() {
    return endpoint(server.port());
  }

  void say(Message event) {
    stream.add(RecordIo.frame(wire.write(event)));
  }

  void endStream() {
    stream.add(END);
  }

  private void scheduler(ServerRequest request, ServerResponse response) {
    Call.Builder call = Call.newBuilder();
    try {
      wire = Wire.of(request.headers().get(HeaderNames.CONTENT_TYPE).get()).orElseThrow();
      wire.read(request.content().as(byte[].class), call);
    } catch (IOException e) {
      response.status(Status.BAD_REQUEST_400).send(e.getMessage());
      return;
    }
    calls.add(call.build());
    if (call.getType() == Call.Type.SUBSCRIBE) {
      subscribe(response);
    } else if (gone) {
      response.status(Status.FORBIDDEN_403).send("Framework is not subscribed");
    } else {
      streamIds.add(request.headers().get(HeaderNames.create("Mesos-Stream-Id")).get());
      response.status(Status.ACCEPTED_202).send();
    }
  }

  /** From now on calls are refused. */
  void forget() {
    gone = true;
  }

  private void subscribe(ServerResponse response) {
    response
        .header(HeaderNames.CONTENT_TYPE, wire.mediaType())
        .header(HeaderValues.create("Mesos-Stream-Id", "stream-1"));
    try (OutputStream out = response.outputStream()) {
      out.write(RecordIo.frame(wire.write(subscribed())));
      out.flush();
      for (byte[] next = stream.take(); next != END; next = stream.take()) {
        out.write(next);
        out.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static Event subscribed() {
    return Event.newBuilder()
        .setType(Event.Type.SUBSCRIBED)
        .setSubscribed(
            Event.Subscribed.newBuilder()
                .setFrameworkId(
                    org.apache.mesos.v1.Protos.FrameworkID.newBuilder().setValue("f-0001")))
        .build();
  }

  List<Call.Type> types() {
    return new ArrayList<>(calls.stream().map(Call::getType).toList());
  }

  @Override
  public void close() {
    endStream();
    server.stop();
  }
}
