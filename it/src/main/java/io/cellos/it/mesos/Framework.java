package io.cellos.it.mesos;

import io.cellos.protocols.mesos.RecordIo;
import io.cellos.protocols.mesos.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.function.Consumer;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;

/**
 * A framework that speaks protobuf and keeps many calls under way, so that it is not what is slow.
 */
public final class Framework implements AutoCloseable {
  private static final int MAX_RECORD = 64 << 20;
  private static final int AT_ONCE = 16;

  private final HttpClient http;
  private final URI api;
  private final Consumer<Event> events;
  private final ExecutorService calls = Executors.newFixedThreadPool(AT_ONCE);
  private final Phaser underWay = new Phaser(1);
  private final CountDownLatch subscribed = new CountDownLatch(1);
  private volatile FrameworkID id;
  private volatile String stream;
  private volatile InputStream in;
  private volatile IOException failure;

  private Framework(HttpClient http, URI master, Consumer<Event> events) {
    this.http = http;
    this.api = master.resolve("/api/v1/scheduler");
    this.events = events;
  }

  /**
   * Returns once subscribed; events come on a thread of its own.
   *
   * @param http shared by many frameworks
   * @param info with an id to come back under it
   */
  public static Framework subscribe(
      HttpClient http, URI master, FrameworkInfo info, Consumer<Event> events)
      throws IOException, InterruptedException {
    Framework framework = new Framework(http, master, events);
    Thread.ofVirtual().name("framework").start(() -> framework.read(info));
    framework.subscribed.await();
    if (framework.failure != null) {
      throw framework.failure;
    }
    return framework;
  }

  public FrameworkID id() {
    return id;
  }

  /** Why the stream ended, if it has. */
  public Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  private void read(FrameworkInfo info) {
    Call.Builder call =
        Call.newBuilder()
            .setType(Call.Type.SUBSCRIBE)
            .setSubscribe(Call.Subscribe.newBuilder().setFrameworkInfo(info));
    if (info.hasId()) {
      call.setFrameworkId(info.getId());
    }
    try {
      HttpResponse<InputStream> answer =
          http.send(post(call.build()).build(), HttpResponse.BodyHandlers.ofInputStream());
      in = answer.body();
      if (answer.statusCode() != 200) {
        throw new IOException("SUBSCRIBE: " + answer.statusCode());
      }
      stream = answer.headers().firstValue("Mesos-Stream-Id").orElseThrow();
      RecordIo.Reader records = new RecordIo.Reader(answer.body(), MAX_RECORD);
      for (byte[] record = records.next(); record != null; record = records.next()) {
        Event event = Event.parseFrom(record);
        if (event.getType() == Event.Type.SUBSCRIBED) {
          id = event.getSubscribed().getFrameworkId();
          subscribed.countDown();
        }
        events.accept(event);
      }
      failure = new IOException("the stream ended");
    } catch (IOException e) {
      failure = e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      subscribed.countDown();
    }
  }

  /** Sends the call on one of several threads; a refusal counts as a failure of the framework. */
  public void call(Call.Builder call) {
    underWay.register();
    calls.execute(
        () -> {
          send(call.setFrameworkId(id).build());
          underWay.arriveAndDeregister();
        });
  }

  /** Waits until all calls made so far are answered. */
  public void flush() {
    underWay.arriveAndAwaitAdvance();
  }

  private void send(Call call) {
    try {
      HttpResponse<String> answer =
          http.send(
              post(call).header("Mesos-Stream-Id", stream).build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 202) {
        failure = new IOException(call.getType() + ": " + answer.statusCode() + answer.body());
      }
    } catch (IOException e) {
      failure = e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Says that the update has come, if it asks for that. */
  public void acknowledge(TaskStatus status) {
    if (status.hasUuid()) {
      call(
          Call.newBuilder()
              .setType(Call.Type.ACKNOWLEDGE)
              .setAcknowledge(
                  Call.Acknowledge.newBuilder()
                      .setAgentId(status.getAgentId())
                      .setTaskId(status.getTaskId())
                      .setUuid(status.getUuid())));
    }
  }

  private HttpRequest.Builder post(Call call) {
    return HttpRequest.newBuilder(api)
        .header("Content-Type", Wire.PROTOBUF.mediaType())
        .header("Accept", Wire.PROTOBUF.mediaType())
        .POST(HttpRequest.BodyPublishers.ofByteArray(call.toByteArray()));
  }

  /** Ends the framework and all its tasks. */
  public void tearDown() {
    send(Call.newBuilder().setType(Call.Type.TEARDOWN).setFrameworkId(id).build());
  }

  /** Closes the stream, as a framework does that dies; the master keeps its tasks for a while. */
  @Override
  public void close() {
    calls.shutdownNow();
    try {
      if (in != null) {
        in.close();
      }
    } catch (IOException e) {
      failure = e; // nothing to save
    }
  }
}
