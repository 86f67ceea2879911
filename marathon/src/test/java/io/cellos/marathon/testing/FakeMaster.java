package io.cellos.marathon.testing;

import io.cellos.base.http.HttpServers;
import io.cellos.protocols.mesos.RecordIo;
import io.cellos.protocols.mesos.Wire;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;

/** A master whose events the test says, one subscription after the other. */
public final class FakeMaster implements AutoCloseable {
  private static final byte[] END = new byte[0];

  private final WebServer server;
  private final BlockingQueue<byte[]> stream = new LinkedBlockingQueue<>();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private volatile org.apache.mesos.v1.master.Protos.Response agents =
      org.apache.mesos.v1.master.Protos.Response.getDefaultInstance();
  private volatile org.apache.mesos.v1.master.Protos.Response schedule =
      org.apache.mesos.v1.master.Protos.Response.getDefaultInstance();
  private volatile Event first = subscribed("f-0001");
  private volatile Consumer<Call> listener = _ -> {};

  public FakeMaster() {
    server =
        HttpServers.start(
            InetAddress.ofLiteral("127.0.0.1"),
            0,
            routes ->
                routes.post("/api/v1/scheduler", this::scheduler).post("/api/v1", this::operator));
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  public int port() {
    return server.port();
  }

  /** All calls so far, of all subscriptions. */
  public List<Call> calls() {
    return calls;
  }

  public List<Call.Type> types() {
    return calls.stream().map(Call::getType).toList();
  }

  public long count(Call.Type type) {
    return types().stream().filter(type::equals).count();
  }

  public static Event subscribed(String framework) {
    return Event.newBuilder()
        .setType(Event.Type.SUBSCRIBED)
        .setSubscribed(
            Event.Subscribed.newBuilder()
                .setFrameworkId(FrameworkID.newBuilder().setValue(framework)))
        .build();
  }

  /** What the next subscriptions begin with. */
  public void beginWith(Event event) {
    first = event;
  }

  public void say(Event event) {
    stream.add(RecordIo.frame(Wire.PROTOBUF.write(event)));
  }

  /** Who hears every call once it is known here, and may say something because of it. */
  public void onCall(Consumer<Call> heard) {
    listener = heard;
  }

  /** Ends the subscription. */
  public void endStream() {
    stream.add(END);
  }

  public void agents(org.apache.mesos.v1.master.Protos.Response answer) {
    agents = answer;
  }

  public void schedule(org.apache.mesos.v1.master.Protos.Response answer) {
    schedule = answer;
  }

  private void operator(ServerRequest request, ServerResponse response) {
    org.apache.mesos.v1.master.Protos.Call.Builder call =
        org.apache.mesos.v1.master.Protos.Call.newBuilder();
    try {
      Wire.PROTOBUF.read(request.content().as(byte[].class), call);
    } catch (IOException e) {
      response.status(Status.BAD_REQUEST_400).send(e.getMessage());
      return;
    }
    boolean aboutAgents = call.getType() == org.apache.mesos.v1.master.Protos.Call.Type.GET_AGENTS;
    response.header(HeaderNames.CONTENT_TYPE, Wire.PROTOBUF.mediaType());
    response.send(Wire.PROTOBUF.write(aboutAgents ? agents : schedule));
  }

  private void scheduler(ServerRequest request, ServerResponse response) {
    Call.Builder call = Call.newBuilder();
    try {
      Wire.PROTOBUF.read(request.content().as(byte[].class), call);
    } catch (IOException e) {
      response.status(Status.BAD_REQUEST_400).send(e.getMessage());
      return;
    }
    calls.add(call.build());
    if (call.getType() == Call.Type.SUBSCRIBE) {
      subscribe(response);
    } else {
      response.status(Status.ACCEPTED_202).send();
      listener.accept(call.build());
    }
  }

  private void subscribe(ServerResponse response) {
    stream.clear();
    response
        .header(HeaderNames.CONTENT_TYPE, Wire.PROTOBUF.mediaType())
        .header(HeaderValues.create("Mesos-Stream-Id", "stream-1"));
    try (OutputStream out = response.outputStream()) {
      out.write(RecordIo.frame(Wire.PROTOBUF.write(first)));
      out.flush();
      for (byte[] next = stream.take(); next != END; next = stream.take()) {
        out.write(next);
        out.flush();
      }
    } catch (IOException | InterruptedException e) {
      Thread.currentThread().interrupt(); // the client has gone, or the test is over
    }
  }

  @Override
  public void close() {
    endStream();
    server.stop();
  }
}
