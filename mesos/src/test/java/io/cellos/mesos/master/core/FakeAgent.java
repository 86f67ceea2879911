package io.cellos.mesos.master.core;

import com.google.protobuf.ByteString;
import io.cellos.mesos.link.ToAgent;
import io.cellos.mesos.link.ToMaster;
import io.cellos.protocols.mesos.Resources;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.ExecutorID;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.Task;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;

/** An agent that does what it is told, and says only what a test lets it say. */
final class FakeAgent {
  private final World world;
  private final String hostname;
  private Resources total;
  AgentID id = AgentID.getDefaultInstance();
  String link = "";
  private int read;
  private int updates;

  final Map<TaskID, Task> tasks = new LinkedHashMap<>();
  final Map<ExecutorID, ExecutorInfo> executors = new LinkedHashMap<>();
  final Map<FrameworkID, FrameworkInfo> frameworks = new LinkedHashMap<>();

  /** Statuses that are not acknowledged, by uuid. */
  final Map<ByteString, TaskStatus> pending = new LinkedHashMap<>();

  FakeAgent(World world, String hostname, String resources) {
    this.world = world;
    this.hostname = hostname;
    this.total = World.resources(resources);
    join();
  }

  void join() {
    link = world.name(hostname + "-link");
    read = 0;
    AgentInfo.Builder info = AgentInfo.newBuilder().setHostname(hostname).setPort(5051);
    if (!id.getValue().isEmpty()) {
      info.setId(id);
    }
    world.on(
        new MasterEvent.AgentJoined(
            link,
            new ToMaster.Register(
                info.build(),
                total.list(),
                List.copyOf(tasks.values()),
                List.copyOf(executors.values()),
                List.copyOf(frameworks.values()),
                "2.0.0")));
    obey();
  }

  void lose() {
    world.on(new MasterEvent.AgentGone(link));
  }

  Resources total() {
    return total;
  }

  /** Takes what was said since, and says what it was in short. */
  List<String> obey() {
    List<String> done = new ArrayList<>();
    List<ToAgent> told = world.told(link);
    for (; read < told.size(); read++) {
      done.add(obey(told.get(read)));
    }
    return done;
  }

  private String obey(ToAgent message) {
    return switch (message) {
      case ToAgent.Registered m -> {
        id = m.id();
        yield "registered";
      }
      case ToAgent.RunTask m -> {
        if (m.task().hasExecutor()) {
          executors.put(m.task().getExecutor().getExecutorId(), m.task().getExecutor());
        }
        run(m.framework(), m.task());
        yield "run " + m.task().getTaskId().getValue();
      }
      case ToAgent.RunGroup m -> {
        executors.put(m.executor().getExecutorId(), m.executor());
        m.tasks().forEach(task -> run(m.framework(), task));
        yield "run group of " + m.tasks().size();
      }
      case ToAgent.KillTask m -> "kill " + m.task().getValue();
      case ToAgent.Acknowledge m -> {
        acknowledged(m);
        yield "ack " + m.task().getValue();
      }
      case ToAgent.ExecutorMessage m -> "message " + m.data().toStringUtf8();
      case ToAgent.ShutdownExecutor m -> "shutdown executor " + m.executor().getValue();
      case ToAgent.ShutdownFramework m -> {
        tasks.values().removeIf(task -> task.getFrameworkId().equals(m.framework()));
        executors.values().removeIf(e -> e.getFrameworkId().equals(m.framework()));
        frameworks.remove(m.framework());
        pending.clear();
        yield "shutdown framework";
      }
      case ToAgent.UpdateFramework m -> {
        frameworks.put(m.framework().getId(), m.framework());
        yield "update framework";
      }
      case ToAgent.SetResources m -> {
        total = Resources.of(m.total());
        yield "set resources";
      }
      case ToAgent.Drain m -> "drain";
      case ToAgent.EndDrain m -> "end drain";
      case ToAgent.Shutdown m -> "shutdown: " + m.reason();
      case ToAgent.Heartbeat m -> "heartbeat";
    };
  }

  private void acknowledged(ToAgent.Acknowledge ack) {
    if (pending.remove(ack.uuid()) == null) {
      return;
    }
    Task task = tasks.get(ack.task());
    Optional<TaskStatus> next = nextOf(ack.task());
    if (next.isPresent()) {
      say(ack.framework(), next.get());
    } else if (task != null && task.getState() == TaskState.TASK_FINISHED) {
      tasks.remove(ack.task());
    }
  }

  private Optional<TaskStatus> nextOf(TaskID task) {
    return pending.values().stream().filter(s -> s.getTaskId().equals(task)).findFirst();
  }

  /** The statuses that are said again: of each task the oldest that is not acknowledged. */
  List<TaskStatus> waiting() {
    return tasks.keySet().stream().flatMap(task -> nextOf(task).stream()).toList();
  }

  private void run(FrameworkInfo framework, TaskInfo info) {
    frameworks.put(framework.getId(), framework);
    Task.Builder task =
        Task.newBuilder()
            .setName(info.getName())
            .setTaskId(info.getTaskId())
            .setFrameworkId(framework.getId())
            .setAgentId(info.getAgentId())
            .setState(TaskState.TASK_STAGING)
            .addAllResources(info.getResourcesList());
    if (info.hasExecutor()) {
      task.setExecutorId(info.getExecutor().getExecutorId());
    }
    tasks.put(info.getTaskId(), task.build());
  }

  /** The task has a new state; the framework is to hear of it. */
  TaskStatus update(String taskId, TaskState state) {
    TaskID key = TaskID.newBuilder().setValue(taskId).build();
    Task task = tasks.get(key);
    tasks.put(key, task.toBuilder().setState(state).build());
    TaskStatus status =
        TaskStatus.newBuilder()
            .setTaskId(key)
            .setAgentId(id)
            .setState(state)
            .setSource(TaskStatus.Source.SOURCE_EXECUTOR)
            .setUuid(uuid())
            .build();
    boolean first = nextOf(key).isEmpty();
    pending.put(status.getUuid(), status);
    if (first) {
      say(task.getFrameworkId(), status);
    }
    return status;
  }

  void say(FrameworkID framework, TaskStatus status) {
    world.agentSays(link, new ToMaster.Update(framework, status, status.getState()));
  }

  private ByteString uuid() {
    return ByteString.copyFrom(
        "%-16s".formatted(hostname + updates++).getBytes(StandardCharsets.US_ASCII));
  }
}
