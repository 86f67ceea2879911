package io.cellos.cli.testing;

import com.google.protobuf.ByteString;
import io.cellos.base.http.HttpServers;
import io.cellos.protocols.mesos.RecordIo;
import io.cellos.protocols.mesos.Resources;
import io.cellos.protocols.mesos.Wire;
import io.cellos.protocols.mesos.WireException;
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
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.mesos.v1.Protos.Address;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.OfferID;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.Protos.URL;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;

/** Master and agent in one, for one framework at a time; its tasks are real processes. */
public final class FakeMesos implements AutoCloseable {
  private static final Event END = Event.getDefaultInstance();

  private final Path directory;
  private final WebServer server;
  private final FakeTasks tasks;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private volatile String offered = "cpus:4;mem:1024;disk:5000;ports:[8081-32000]";
  private volatile boolean breaksOff;

  /**
   * @param directory for what tasks print
   */
  public FakeMesos(Path directory) {
    this.directory = directory;
    this.tasks = new FakeTasks(directory, this::update);
    this.server =
        HttpServers.start(
            InetAddress.ofLiteral("127.0.0.1"),
            0,
            routes ->
                routes
                    .get("/redirect", this::redirect)
                    .get("/metrics/snapshot", (q, answer) -> HttpServers.json(answer, metrics()))
                    .post("/api/v1", this::operator)
                    .post("/api/v1/scheduler", this::scheduler));
  }

  public String url() {
    return "http://127.0.0.1:" + server.port();
  }

  public int port() {
    return server.port();
  }

  /** From now on this is offered; nothing if it is empty. */
  public FakeMesos offering(String resources) {
    offered = resources;
    return this;
  }

  /** The stream of events ends once, as soon as a task runs. */
  public FakeMesos breakingOff() {
    breaksOff = true;
    return this;
  }

  public List<Call.Type> calls() {
    return calls.stream().map(Call::getType).toList();
  }

  public Call last(Call.Type type) {
    return calls.stream().filter(call -> call.getType() == type).toList().getLast();
  }

  private void redirect(ServerRequest request, ServerResponse response) {
    response
        .status(Status.TEMPORARY_REDIRECT_307)
        .header(HeaderNames.LOCATION, "//127.0.0.1:" + server.port())
        .send();
  }

  private static Map<String, Double> metrics() {
    return Map.of(
        "master/slaves_connected", 2.0,
        "master/tasks_running", 3.0,
        "master/tasks_staging", 1.0,
        "master/cpus_total", 8.0,
        "master/cpus_used", 0.30000000000000004,
        "master/mem_total", 2048.0,
        "master/mem_used", 512.0,
        "master/disk_total", 10000.0,
        "master/disk_used", 0.0);
  }

  private void operator(ServerRequest request, ServerResponse response) {
    byte[] body = request.content().as(byte[].class);
    try {
      response
          .status(Status.OK_200)
          .header(HeaderNames.CONTENT_TYPE, Wire.PROTOBUF.mediaType())
          .send(FakeOperator.answer(body, directory, server.port()));
    } catch (IOException e) {
      response.status(Status.NOT_FOUND_404).send(e.getMessage());
    }
  }

  private void scheduler(ServerRequest request, ServerResponse response) {
    Call.Builder read = Call.newBuilder();
    try {
      Wire.PROTOBUF.read(request.content().as(byte[].class), read);
    } catch (WireException e) {
      response.status(Status.BAD_REQUEST_400).send(e.getMessage());
      return;
    }
    Call call = read.build();
    calls.add(call);
    switch (call.getType()) {
      case SUBSCRIBE -> subscribe(call, response);
      case ACCEPT -> tasks.launch(call.getAccept().getOperations(0).getLaunch().getTaskInfos(0));
      case KILL -> tasks.kill();
      case RECONCILE -> tasks.tellAgain();
      case TEARDOWN -> events.add(END);
      default -> {}
    }
    if (call.getType() != Call.Type.SUBSCRIBE) {
      response.status(Status.ACCEPTED_202).send();
    }
  }

  private void subscribe(Call call, ServerResponse response) {
    events.clear();
    response.header(HeaderValues.create("Mesos-Stream-Id", "stream-" + calls.size()));
    try (OutputStream out = response.outputStream()) {
      say(out, subscribed());
      if (call.getSubscribe().getFrameworkInfo().getUser().equals("nobody")) {
        say(
            out,
            Event.newBuilder()
                .setType(Event.Type.ERROR)
                .setError(Event.Error.newBuilder().setMessage("User 'nobody' may not"))
                .build());
        return;
      }
      if (!call.hasFrameworkId() && !offered.isEmpty()) {
        say(out, offers());
      }
      for (Event next = events.take(); !next.equals(END); next = events.take()) {
        say(out, next);
        if (breaksOff && next.getUpdate().getStatus().getState() == TaskState.TASK_RUNNING) {
          breaksOff = false;
          return;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void say(OutputStream out, Event event) throws IOException {
    out.write(RecordIo.frame(Wire.PROTOBUF.write(event)));
    out.flush();
  }

  private static Event subscribed() {
    return Event.newBuilder()
        .setType(Event.Type.SUBSCRIBED)
        .setSubscribed(
            Event.Subscribed.newBuilder()
                .setFrameworkId(FrameworkID.newBuilder().setValue("f-0001")))
        .build();
  }

  private Event offers() {
    try {
      return Event.newBuilder()
          .setType(Event.Type.OFFERS)
          .setOffers(
              Event.Offers.newBuilder()
                  .addOffers(
                      Offer.newBuilder()
                          .setId(OfferID.newBuilder().setValue("o-1"))
                          .setFrameworkId(FrameworkID.newBuilder().setValue("f-0001"))
                          .setAgentId(AgentID.newBuilder().setValue("S0"))
                          .setHostname("agent-1")
                          .setUrl(
                              URL.newBuilder()
                                  .setScheme("http")
                                  .setAddress(
                                      Address.newBuilder()
                                          .setIp("127.0.0.1")
                                          .setPort(server.port())))
                          .addAllResources(Resources.parse(offered).allocate("*").list())))
          .build();
    } catch (WireException e) {
      throw new IllegalStateException(e);
    }
  }

  private void update(TaskStatus status) {
    events.add(
        Event.newBuilder()
            .setType(Event.Type.UPDATE)
            .setUpdate(
                Event.Update.newBuilder()
                    .setStatus(
                        status.toBuilder()
                            .setAgentId(AgentID.newBuilder().setValue("S0"))
                            .setUuid(ByteString.copyFrom(new byte[16]))))
            .build());
  }

  @Override
  public void close() {
    tasks.close();
    events.add(END);
    server.stop();
  }
}
