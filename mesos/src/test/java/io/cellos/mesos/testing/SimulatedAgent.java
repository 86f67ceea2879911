package io.cellos.mesos.testing;

import com.google.protobuf.ByteString;
import io.cellos.base.http.HttpAnswer;
import io.cellos.base.http.HttpCall;
import io.cellos.base.http.HttpCalls;
import io.cellos.mesos.link.LinkCodec;
import io.cellos.mesos.link.ToAgent;
import io.cellos.mesos.link.ToMaster;
import io.cellos.protocols.mesos.RecordIo;
import io.cellos.protocols.mesos.Resources;
import io.cellos.protocols.mesos.WireException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.Task;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;

/**
 * An agent as a master sees it: it speaks the link's protocol over real connections, and its tasks
 * run at once and until they are killed.
 */
public final class SimulatedAgent implements AutoCloseable {
  private final URI master;
  private final String hostname;
  private final List<org.apache.mesos.v1.Protos.Resource> total;
  private final Map<String, Task> tasks = new ConcurrentHashMap<>();
  private final Map<String, FrameworkInfo> frameworks = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<ToAgent> heard = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<AgentID> id = new CompletableFuture<>();
  private volatile Records link;
  private volatile String linkId;
  private volatile boolean closed;

  private SimulatedAgent(URI master, String hostname, String resources) throws WireException {
    this.master = master;
    this.hostname = hostname;
    this.total = Resources.parse(resources).list();
  }

  /** Opens a link; the rest happens on a thread of its own. */
  public static SimulatedAgent start(URI master, String hostname, String resources)
      throws IOException {
    SimulatedAgent agent = new SimulatedAgent(master, hostname, resources);
    agent.connect(AgentInfo.newBuilder());
    return agent;
  }

  /** The same agent opens a link to another master, with its tasks. */
  public SimulatedAgent moveTo(URI other) throws IOException {
    SimulatedAgent moved = new SimulatedAgent(other, hostname, "cpus:1");
    moved.tasks.putAll(tasks);
    moved.frameworks.putAll(frameworks);
    moved.connect(AgentInfo.newBuilder().setId(id.join()), total);
    return moved;
  }

  private void connect(AgentInfo.Builder info) throws IOException {
    connect(info, total);
  }

  private void connect(AgentInfo.Builder info, List<org.apache.mesos.v1.Protos.Resource> resources)
      throws IOException {
    ToMaster.Register register =
        new ToMaster.Register(
            info.setHostname(hostname).setPort(5051).addAllResources(resources).build(),
            resources,
            List.copyOf(tasks.values()),
            List.of(),
            List.copyOf(frameworks.values()),
            "1.11.0");
    link =
        Records.post(
            master.resolve("/cell-os/agent/link"),
            Map.of("Content-Type", "application/x-cell-os-link"),
            RecordIo.frame(LinkCodec.write(register)));
    linkId = link.header("Link-Id").orElseThrow();
    Thread.ofVirtual().name("agent-" + hostname).start(this::listen);
  }

  private void listen() {
    try {
      for (byte[] next = link.next(); next != null; next = link.next()) {
        on(LinkCodec.toAgent(next));
      }
    } catch (IOException e) {
      if (!closed) {
        id.completeExceptionally(e);
      }
    }
  }

  private void on(ToAgent message) throws IOException {
    if (!(message instanceof ToAgent.Heartbeat)) {
      heard.add(message);
    }
    switch (message) {
      case ToAgent.Registered m -> id.complete(m.id());
      case ToAgent.RunTask m -> run(m.framework(), List.of(m.task()));
      case ToAgent.RunGroup m -> run(m.framework(), m.tasks());
      case ToAgent.KillTask m -> update(m.framework(), m.task().getValue(), TaskState.TASK_KILLED);
      case ToAgent.Heartbeat m -> say(new ToMaster.Heartbeat());
      case ToAgent.Acknowledge _,
          ToAgent.ExecutorMessage _,
          ToAgent.ShutdownExecutor _,
          ToAgent.ShutdownFramework _,
          ToAgent.UpdateFramework _,
          ToAgent.SetResources _,
          ToAgent.Drain _,
          ToAgent.EndDrain _,
          ToAgent.Shutdown _ -> {}
    }
  }

  private void run(FrameworkInfo framework, List<TaskInfo> infos) throws IOException {
    frameworks.put(framework.getId().getValue(), framework);
    for (TaskInfo info : infos) {
      tasks.put(
          info.getTaskId().getValue(),
          Task.newBuilder()
              .setName(info.getName())
              .setTaskId(info.getTaskId())
              .setFrameworkId(framework.getId())
              .setAgentId(info.getAgentId())
              .setState(TaskState.TASK_RUNNING)
              .addAllResources(info.getResourcesList())
              .build());
      update(framework.getId(), info.getTaskId().getValue(), TaskState.TASK_RUNNING);
    }
  }

  /** Tells of a task. */
  public void update(FrameworkID framework, String task, TaskState state) throws IOException {
    Task known = tasks.get(task);
    if (known == null) {
      return;
    }
    UUID uuid = UUID.randomUUID();
    ByteBuffer bytes = ByteBuffer.allocate(16);
    bytes.putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits()).flip();
    TaskStatus status =
        TaskStatus.newBuilder()
            .setTaskId(known.getTaskId())
            .setAgentId(known.getAgentId())
            .setState(state)
            .setSource(TaskStatus.Source.SOURCE_EXECUTOR)
            .setTimestamp(System.currentTimeMillis() / 1000.0)
            .setUuid(ByteString.copyFrom(bytes))
            .build();
    if (state != TaskState.TASK_RUNNING) {
      tasks.remove(task);
    }
    say(new ToMaster.Update(framework, status, state));
  }

  public void say(ToMaster... messages) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (ToMaster message : messages) {
      body.writeBytes(RecordIo.frame(LinkCodec.write(message)));
    }
    HttpAnswer answer =
        HttpCalls.send(
            HttpCall.of("POST", master.resolve("/cell-os/agent/calls"), Duration.ofSeconds(20))
                .header("Link-Id", linkId)
                .body(body.toByteArray()));
    if (answer.status() != 202) {
      throw new IOException("the master answers " + answer.status());
    }
  }

  /** Known once the master has admitted it. */
  public CompletableFuture<AgentID> id() {
    return id;
  }

  /** What the master has said so far, but heartbeats. */
  public List<ToAgent> heard() {
    return List.copyOf(heard);
  }

  /** Breaks the link. */
  @Override
  public void close() {
    closed = true;
    link.close();
  }
}
