package io.cellos.protocols.mesos;

import io.cellos.base.http.HttpCall;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;

/**
 * One subscription of a framework: its events, and the calls that belong to it. When it has ended
 * the user subscribes again, with the framework's id and, if he knows a better one, another master.
 */
public final class SchedulerClient implements AutoCloseable {
  private static final String PATH = "/api/v1/scheduler";
  private static final String STREAM_ID = "Mesos-Stream-Id";

  /** Five heartbeats of a real master. */
  private static final Duration SILENCE = Duration.ofSeconds(75);

  private final Endpoint master;
  private final Wire wire;
  private final EventStream events;

  private SchedulerClient(Endpoint master, Wire wire, EventStream events) {
    this.master = master;
    this.wire = wire;
    this.events = events;
  }

  /**
   * Subscribes, with the leader whichever master this is. The first event is SUBSCRIBED, unless the
   * master does not want the framework; then it is ERROR, and the last one.
   *
   * @param subscribe a call of that type
   * @throws CallRefusedException if the answer is no stream
   */
  public static SchedulerClient subscribe(Endpoint master, Wire wire, Call subscribe)
      throws IOException, InterruptedException {
    return subscribe(master, wire, subscribe, SILENCE);
  }

  /**
   * @param silence after so long without an event, heartbeats included, the subscription has ended
   */
  public static SchedulerClient subscribe(
      Endpoint master, Wire wire, Call subscribe, Duration silence)
      throws IOException, InterruptedException {
    HttpCall call = master.post(PATH, wire, wire.write(subscribe));
    EventStream events = new EventStream(wire);
    events.start(() -> master.open(call, "SUBSCRIBE", silence));
    try {
      events.begun().get(master.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      events.close();
      throw e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
    } catch (TimeoutException e) {
      events.close();
      throw new IOException("SUBSCRIBE: " + call.uri() + " does not answer", e);
    } catch (InterruptedException e) {
      events.close();
      throw e;
    }
    return new SchedulerClient(master.at(events.from().resolve("/")), wire, events);
  }

  /**
   * Waits for the next event, heartbeats included.
   *
   * @return null once the subscription has ended, by whomever
   * @throws IOException if the connection broke, fell silent, or brought something else than events
   */
  public Event next() throws IOException, InterruptedException {
    return events.next();
  }

  /**
   * Makes a call of this subscription, from any thread.
   *
   * @throws CallRefusedException if the master says no
   */
  public void call(Call call) throws IOException {
    HttpCall http = master.post(PATH, wire, wire.write(call)).header(STREAM_ID, events.streamId());
    master.send(http, call.getType().name());
  }

  /** The master that the subscription is with. */
  public Endpoint master() {
    return master;
  }

  /** Ends the connection; the framework lives on for its failover timeout. */
  @Override
  public void close() {
    events.close();
  }
}
