package io.cellos.cli.body;

import io.cellos.protocols.mesos.Endpoint;
import io.cellos.protocols.mesos.SchedulerClient;
import io.cellos.protocols.mesos.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;

/**
 * The talk of a framework with its master: what is heard comes into one queue, together with what
 * else there is to react to.
 */
final class Talk implements AutoCloseable {
  /** Something that a framework reacts to. */
  sealed interface Heard {
    record Said(Event event) implements Heard {}

    /** The subscription has ended; there may be another one. */
    record Silence() implements Heard {}

    record Interrupted() implements Heard {}
  }

  private final TaskCalls calls;
  private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
  private SchedulerClient subscription;
  private FrameworkID framework;

  Talk(TaskCalls calls) {
    this.calls = calls;
  }

  /** Subscribes, the first time or again, and listens. */
  void subscribe(Endpoint master) throws IOException, InterruptedException {
    close();
    SchedulerClient opened =
        SchedulerClient.subscribe(master, Wire.PROTOBUF, calls.subscribe(framework));
    subscription = opened;
    Thread.ofVirtual().name("listening").start(() -> listen(opened));
  }

  private void listen(SchedulerClient from) {
    try {
      for (Event event = from.next(); event != null; event = from.next()) {
        heard.add(new Heard.Said(event));
      }
    } catch (IOException | InterruptedException e) {
      // whatever it was: who wants to go on subscribes again
    }
    heard.add(new Heard.Silence());
  }

  void interrupt() {
    heard.add(new Heard.Interrupted());
  }

  /** The next thing to react to; null if there is none in time. */
  Heard next(Duration patience) throws InterruptedException {
    return heard.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  void subscribed(FrameworkID id) {
    framework = id;
  }

  /** This framework's id; null before it has one. */
  FrameworkID framework() {
    return framework;
  }

  void say(Call call) throws IOException {
    subscription.call(call);
  }

  @Override
  public void close() {
    if (subscription != null) {
      subscription.close();
    }
  }
}
