package io.cellos.it.mesos;

import com.google.protobuf.ByteString;
import io.cellos.base.time.Deadline;
import io.cellos.mesos.link.LinkCodec;
import io.cellos.mesos.link.ToAgent;
import io.cellos.mesos.link.ToMaster;
import io.cellos.protocols.mesos.RecordIo;
import io.cellos.protocols.mesos.Resources;
import io.cellos.protocols.mesos.WireException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.ExecutorID;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;

/** One of them: reads the master's stream, answers in batches. */
final class SimulatedAgent implements AutoCloseable {
  private static final int MAX_RECORD = 64 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final AtomicLong UUIDS = new AtomicLong();

  private final HttpClient http;
  private final URI master;
  private final AgentInfo info;
  private final Resources total;
  private final BlockingQueue<ToMaster> outgoing = new LinkedBlockingQueue<>();
  private final Map<TaskID, FrameworkID> tasks = new ConcurrentHashMap<>();
  private volatile AgentID id;
  private volatile InputStream stream;
  private volatile String failure;
  private volatile boolean closed;

  SimulatedAgent(HttpClient http, URI master, int index, String resources) throws WireException {
    this.http = http;
    this.master = master;
    total = Resources.parse(resources);
    info =
        AgentInfo.newBuilder()
            .setHostname("simulated-" + index)
            .setPort(5051)
            .addAllResources(total.list())
            .build();
  }

  Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  /** Registers, calls back, and goes on until closed. */
  void run(Runnable registered) {
    Runnable once = onlyOnce(registered);
    try {
      byte[] register =
          LinkCodec.write(
              new ToMaster.Register(info, total.list(), List.of(), List.of(), List.of(), "1.11.0"));
      HttpResponse<InputStream> answer = open(register);
      stream = answer.body();
      String link = answer.headers().firstValue("Link-Id").orElseThrow();
      Thread.ofVirtual().name(info.getHostname() + "-calls").start(() -> say(link));
      RecordIo.Reader records = new RecordIo.Reader(answer.body(), MAX_RECORD);
      for (byte[] record = records.next(); record != null; record = records.next()) {
        hear(LinkCodec.toAgent(record));
        if (id != null) {
          once.run();
        }
      }
    } catch (IOException | RuntimeException e) {
      failure = closed ? null : e.toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      once.run();
    }
  }

  /** Asks again while nobody leads yet. */
  private HttpResponse<InputStream> open(byte[] register) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(master.resolve("/cell-os/agent/link"))
            .POST(HttpRequest.BodyPublishers.ofByteArray(RecordIo.frame(register)))
            .build();
    Deadline patience = Deadline.in(PATIENCE);
    while (true) {
      HttpResponse<InputStream> answer =
          http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      if (answer.statusCode() == 200) {
        return answer;
      }
      answer.body().close();
      if (answer.statusCode() != 503 || patience.isPast()) {
        throw new IOException("status " + answer.statusCode());
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private static Runnable onlyOnce(Runnable action) {
    AtomicBoolean done = new AtomicBoolean();
    return () -> {
      if (done.compareAndSet(false, true)) {
        action.run();
      }
    };
  }

  private void hear(ToAgent message) {
    switch (message) {
      case ToAgent.Registered m -> id = m.id();
      case ToAgent.RunTask m -> launched(m.framework().getId(), m.task());
      case ToAgent.RunGroup m -> m.tasks().forEach(task -> launched(m.framework().getId(), task));
      case ToAgent.KillTask m -> ended(m.framework(), m.task());
      case ToAgent.ShutdownFramework m ->
          List.copyOf(tasks.keySet()).stream()
              .filter(task -> tasks.get(task).equals(m.framework()))
              .forEach(task -> ended(m.framework(), task));
      case ToAgent.Acknowledge m -> {}
      case ToAgent.ExecutorMessage m -> {}
      case ToAgent.ShutdownExecutor m -> {}
      case ToAgent.UpdateFramework m -> {}
      case ToAgent.SetResources m -> {}
      case ToAgent.Drain m -> {}
      case ToAgent.EndDrain m -> {}
      case ToAgent.Shutdown m -> close();
      case ToAgent.Heartbeat m -> outgoing.add(new ToMaster.Heartbeat());
    }
  }

  private void launched(FrameworkID framework, TaskInfo task) {
    tasks.put(task.getTaskId(), framework);
    update(framework, task.getTaskId(), TaskState.TASK_RUNNING);
  }

  private void ended(FrameworkID framework, TaskID task) {
    if (tasks.remove(task) != null) {
      update(framework, task, TaskState.TASK_KILLED);
    }
  }

  private void update(FrameworkID framework, TaskID task, TaskState state) {
    ByteBuffer uuid = ByteBuffer.allocate(16).putLong(8, UUIDS.incrementAndGet());
    outgoing.add(
        new ToMaster.Update(
            framework,
            TaskStatus.newBuilder()
                .setTaskId(task)
                .setAgentId(id)
                .setExecutorId(ExecutorID.newBuilder().setValue(task.getValue()))
                .setState(state)
                .setSource(TaskStatus.Source.SOURCE_EXECUTOR)
                .setUuid(ByteString.copyFrom(uuid.rewind()))
                .setTimestamp(System.currentTimeMillis() / 1000.0)
                .build(),
            state));
  }

  private void say(String link) {
    try {
      while (!closed) {
        List<ToMaster> batch = new ArrayList<>(List.of(outgoing.take()));
        outgoing.drainTo(batch);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (ToMaster message : batch) {
          body.writeBytes(RecordIo.frame(LinkCodec.write(message)));
        }
        http.send(
            HttpRequest.newBuilder(master.resolve("/cell-os/agent/calls"))
                .header("Link-Id", link)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                .build(),
            HttpResponse.BodyHandlers.discarding());
      }
    } catch (IOException e) {
      failure = closed ? null : e.toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
    outgoing.add(new ToMaster.Heartbeat()); // so that it looks up
    try {
      if (stream != null) {
        stream.close();
      }
    } catch (IOException e) {
      failure = e.toString(); // nothing to save
    }
  }
}
