package io.cellos.mesos.testing;

import io.cellos.base.http.HttpAnswer;
import io.cellos.base.http.HttpCall;
import io.cellos.base.http.HttpCalls;
import io.cellos.protocols.mesos.Wire;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;

/** A framework that takes down what it is told, and does what a test wants. */
public final class TestFramework implements AutoCloseable {
  private static final String PATH = "/api/v1/scheduler";

  private final URI master;
  private final Wire wire;
  private final Records records;
  private final ConcurrentLinkedQueue<Event> events = new ConcurrentLinkedQueue<>();
  private volatile boolean ended;

  private TestFramework(URI master, Wire wire, Records records) {
    this.master = master;
    this.wire = wire;
    this.records = records;
  }

  /** Subscribes; what comes is read by a thread of its own. */
  public static TestFramework subscribe(URI master, Wire wire, FrameworkInfo info)
      throws IOException {
    Call.Builder call =
        Call.newBuilder()
            .setType(Call.Type.SUBSCRIBE)
            .setSubscribe(Call.Subscribe.newBuilder().setFrameworkInfo(info));
    if (info.hasId()) {
      call.setFrameworkId(info.getId());
    }
    Records records =
        Records.post(
            master.resolve(PATH),
            Map.of("Content-Type", wire.mediaType(), "Accept", wire.mediaType()),
            wire.write(call.build()));
    TestFramework framework = new TestFramework(master, wire, records);
    Thread.ofVirtual().name("framework").start(framework::listen);
    return framework;
  }

  private void listen() {
    try {
      for (byte[] next = records.next(); next != null; next = records.next()) {
        Event.Builder event = Event.newBuilder();
        wire.read(next, event);
        events.add(event.build());
      }
    } catch (IOException e) {
      ended = true;
    }
    ended = true;
  }

  /** Everything so far, in order. */
  public List<Event> events() {
    return List.copyOf(events);
  }

  public List<Event> events(Event.Type type) {
    return events.stream().filter(event -> event.getType() == type).toList();
  }

  public boolean has(Event.Type type) {
    return !events(type).isEmpty();
  }

  public boolean isEnded() {
    return ended;
  }

  public FrameworkID id() {
    return events(Event.Type.SUBSCRIBED).getFirst().getSubscribed().getFrameworkId();
  }

  public String stream() {
    return records.header("Mesos-Stream-Id").orElseThrow();
  }

  public Optional<Offer> offer(Predicate<Offer> wanted) {
    return events(Event.Type.OFFERS).stream()
        .flatMap(event -> event.getOffers().getOffersList().stream())
        .filter(wanted)
        .findFirst();
  }

  public List<TaskStatus> statuses() {
    return events(Event.Type.UPDATE).stream().map(event -> event.getUpdate().getStatus()).toList();
  }

  public HttpAnswer launch(Offer offer, List<TaskInfo> tasks) throws IOException {
    return call(
        Call.newBuilder()
            .setType(Call.Type.ACCEPT)
            .setAccept(
                Call.Accept.newBuilder()
                    .addOfferIds(offer.getId())
                    .addOperations(
                        Offer.Operation.newBuilder()
                            .setType(Offer.Operation.Type.LAUNCH)
                            .setLaunch(
                                Offer.Operation.Launch.newBuilder().addAllTaskInfos(tasks)))));
  }

  public HttpAnswer acknowledge(TaskStatus status) throws IOException {
    return call(
        Call.newBuilder()
            .setType(Call.Type.ACKNOWLEDGE)
            .setAcknowledge(
                Call.Acknowledge.newBuilder()
                    .setAgentId(status.getAgentId())
                    .setTaskId(status.getTaskId())
                    .setUuid(status.getUuid())));
  }

  /** A call of this framework on its stream. */
  public HttpAnswer call(Call.Builder call) throws IOException {
    return HttpCalls.send(
        HttpCall.of("POST", master.resolve(PATH), Duration.ofSeconds(20))
            .header("Content-Type", wire.mediaType())
            .header("Mesos-Stream-Id", stream())
            .body(wire.write(call.setFrameworkId(id()).build())));
  }

  /** Breaks the connection. */
  @Override
  public void close() {
    records.close();
  }
}
