package io.cellos.mesos.agent.testing;

import static org.awaitility.Awaitility.await;

import io.cellos.base.http.HttpServers;
import io.cellos.mesos.link.LinkCodec;
import io.cellos.mesos.link.ToAgent;
import io.cellos.mesos.link.ToMaster;
import io.cellos.protocols.mesos.RecordIo;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.TaskState;

/** Speaks the link and remembers what it hears; acknowledges updates if it is told to. */
public final class TestMaster implements AutoCloseable {
  public static final String AGENT = "0b1c2d3e-test-S0";
  private static final byte[] BYE = new byte[0];

  private final WebServer server;
  private final List<ToMaster> heard = new CopyOnWriteArrayList<>();
  private volatile BlockingQueue<byte[]> link;
  private volatile String linkId = "";
  private volatile boolean acknowledges = true;

  public TestMaster() throws IOException {
    server =
        HttpServers.start(
            InetAddress.getLoopbackAddress(),
            0,
            routes ->
                routes
                    .post("/cell-os/agent/link", this::link)
                    .post("/cell-os/agent/calls", this::calls));
  }

  public String address() {
    return "127.0.0.1:" + server.port();
  }

  public TestMaster acknowledging(boolean whether) {
    acknowledges = whether;
    return this;
  }

  private void link(ServerRequest request, ServerResponse response) {
    BlockingQueue<byte[]> mine = new LinkedBlockingQueue<>();
    ToMaster.Register register = (ToMaster.Register) read(request).getFirst();
    linkId = UUID.randomUUID().toString();
    AgentID id =
        register.agent().hasId()
            ? register.agent().getId()
            : AgentID.newBuilder().setValue(AGENT).build();
    mine.add(LinkCodec.write(new ToAgent.Registered(id)));
    link = mine;
    heard.add(register);
    response.header(HeaderNames.create("Link-Id"), linkId);
    response.header(HeaderNames.CONNECTION, "close");
    try (OutputStream out = response.outputStream()) {
      for (byte[] next = next(mine); next != BYE; next = next(mine)) {
        out.write(RecordIo.frame(next));
        if (mine.isEmpty()) {
          out.flush();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      mine.clear(); // the agent was killed, say
    }
  }

  private static byte[] next(BlockingQueue<byte[]> link) throws InterruptedException {
    byte[] next = link.poll(5, TimeUnit.SECONDS);
    return next == null ? LinkCodec.write(new ToAgent.Heartbeat()) : next;
  }

  private void calls(ServerRequest request, ServerResponse response) {
    boolean known =
        request.headers().first(HeaderNames.create("Link-Id")).equals(Optional.of(linkId));
    if (!known) {
      response.status(Status.NOT_FOUND_404).send();
      return;
    }
    for (ToMaster message : read(request)) {
      if (message instanceof ToMaster.Heartbeat) {
        continue;
      }
      heard.add(message);
      if (acknowledges && message instanceof ToMaster.Update update) {
        acknowledge(update);
      }
    }
    response.status(Status.ACCEPTED_202).send();
  }

  private static List<ToMaster> read(ServerRequest request) {
    try {
      RecordIo.Reader records =
          new RecordIo.Reader(
              new ByteArrayInputStream(request.content().as(byte[].class)), 1 << 24);
      List<ToMaster> messages = new ArrayList<>();
      for (byte[] next = records.next(); next != null; next = records.next()) {
        messages.add(LinkCodec.toMaster(next));
      }
      return messages;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void acknowledge(ToMaster.Update update) {
    say(
        new ToAgent.Acknowledge(
            update.framework(), update.status().getTaskId(), update.status().getUuid()));
  }

  public void say(ToAgent message) {
    link.add(LinkCodec.write(message));
  }

  /** Breaks the link. */
  public void hangUp() {
    link.add(BYE);
  }

  public <T extends ToMaster> List<T> heard(Class<T> type) {
    return heard.stream().filter(type::isInstance).map(type::cast).toList();
  }

  public void forget() {
    heard.clear();
  }

  /** The updates of a task, each once. */
  public List<ToMaster.Update> updates(String task) {
    List<ToMaster.Update> updates = new ArrayList<>();
    for (ToMaster.Update update : heard(ToMaster.Update.class)) {
      if (update.status().getTaskId().getValue().equals(task)
          && updates.stream()
              .noneMatch(u -> u.status().getUuid().equals(update.status().getUuid()))) {
        updates.add(update);
      }
    }
    return updates;
  }

  public List<TaskState> states(String task) {
    return updates(task).stream().map(update -> update.status().getState()).toList();
  }

  /** Waits for the task to be in the state. */
  public ToMaster.Update awaitState(String task, TaskState state) {
    Predicate<ToMaster.Update> wanted = update -> update.status().getState() == state;
    await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(Duration.ofSeconds(30))
        .until(() -> updates(task).stream().anyMatch(wanted));
    return updates(task).stream().filter(wanted).findFirst().orElseThrow();
  }

  public ToMaster.Register awaitRegistered() {
    await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(Duration.ofSeconds(30))
        .until(() -> !heard(ToMaster.Register.class).isEmpty());
    return heard(ToMaster.Register.class).getLast();
  }

  @Override
  public void close() {
    if (link != null) {
      hangUp();
    }
    server.stop();
  }
}
