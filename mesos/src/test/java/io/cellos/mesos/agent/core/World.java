package io.cellos.mesos.agent.core;

import com.google.protobuf.ByteString;
import io.cellos.mesos.agent.testing.TestMaster;
import io.cellos.mesos.link.ToAgent;
import io.cellos.mesos.link.ToMaster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.executor.Protos.Call;
import org.apache.mesos.v1.executor.Protos.Event;

/** A core with everything that it said and a clock that stands still. */
final class World {
  static final AgentInfo AGENT = AgentInfo.newBuilder().setHostname("here").setPort(5051).build();

  final Map<Run, List<Entry>> journals = new LinkedHashMap<>();
  List<AgentEffect> effects = new ArrayList<>();
  AgentCore core;
  Instant now = Instant.ofEpochSecond(1_000_000);
  private long ids;

  World() {
    core = new AgentCore(CoreSettings.defaults(), AGENT, List.of(), this::id);
    registered();
  }

  private UUID id() {
    return new UUID(0, ++ids);
  }

  void registered() {
    say(new ToAgent.Registered(AgentID.newBuilder().setValue(TestMaster.AGENT).build()));
  }

  /** The agent is killed and another one reads what it wrote. */
  void restart() {
    AgentInfo known =
        AGENT.toBuilder().setId(AgentID.newBuilder().setValue(TestMaster.AGENT)).build();
    core = new AgentCore(CoreSettings.defaults(), known, List.of(), this::id);
    Map.copyOf(journals).forEach((run, entries) -> did(core.recover(run, entries, now)));
  }

  void on(AgentEvent event) {
    did(core.on(event, now));
  }

  private void did(List<AgentEffect> more) {
    for (AgentEffect effect : more) {
      if (effect instanceof AgentEffect.Write(Run run, Entry entry)) {
        journals.computeIfAbsent(run, r -> new ArrayList<>()).add(entry);
      } else if (effect instanceof AgentEffect.Retire(Run run)) {
        journals.remove(run);
      }
      effects.add(effect);
    }
  }

  void say(ToAgent message) {
    on(new AgentEvent.MasterSaid(message));
  }

  void run(FrameworkInfo framework, TaskInfo task) {
    say(new ToAgent.RunTask(framework, task));
  }

  void group(FrameworkInfo framework, ExecutorInfo executor, TaskInfo... tasks) {
    say(new ToAgent.RunGroup(framework, executor, List.of(tasks)));
  }

  void pass(Duration time) {
    now = now.plus(time);
    on(new AgentEvent.Tick());
  }

  /** The container of the task, as its launch named it. */
  String container(String task) {
    return effects(AgentEffect.Launch.class).stream()
        .filter(
            launch -> launch.task().filter(t -> t.getTaskId().getValue().equals(task)).isPresent())
        .map(launch -> launch.container().getValue())
        .findFirst()
        .orElseThrow();
  }

  void launched(String task) {
    on(new AgentEvent.Launched(container(task), List.of()));
  }

  void ended(String task, WaitStatus status) {
    on(new AgentEvent.Ended(container(task), Optional.of(status), Optional.empty()));
  }

  <T extends AgentEffect> List<T> effects(Class<T> type) {
    return effects.stream().filter(type::isInstance).map(type::cast).toList();
  }

  List<TaskStatus> updates(String task) {
    return effects(AgentEffect.Say.class).stream()
        .map(AgentEffect.Say::message)
        .filter(ToMaster.Update.class::isInstance)
        .map(message -> ((ToMaster.Update) message).status())
        .filter(status -> status.getTaskId().getValue().equals(task))
        .toList();
  }

  /** Acknowledges whatever the task waits for, as long as there is something. */
  void acknowledgeAll(FrameworkInfo framework, String task) {
    int seen = -1;
    while (updates(task).size() > seen) {
      seen = updates(task).size();
      acknowledge(framework, updates(task).getLast());
    }
  }

  void acknowledge(FrameworkInfo framework, TaskStatus status) {
    say(new ToAgent.Acknowledge(framework.getId(), status.getTaskId(), status.getUuid()));
  }

  List<TaskState> states(String task) {
    return updates(task).stream().map(TaskStatus::getState).distinct().toList();
  }

  List<Event> toExecutor() {
    return effects(AgentEffect.ToExecutor.class).stream()
        .map(AgentEffect.ToExecutor::event)
        .toList();
  }

  void join(FrameworkInfo framework, String executor, String stream, Call.Subscribe call) {
    on(new AgentEvent.ExecutorJoined(framework.getId().getValue(), executor, stream, call));
  }

  void update(FrameworkInfo framework, String executor, String task, TaskState state) {
    TaskStatus.Builder status =
        TaskStatus.newBuilder()
            .setState(state)
            .setUuid(uuid())
            .setSource(TaskStatus.Source.SOURCE_EXECUTOR);
    status.getTaskIdBuilder().setValue(task);
    Call.Builder call =
        Call.newBuilder().setType(Call.Type.UPDATE).setFrameworkId(framework.getId());
    call.getExecutorIdBuilder().setValue(executor);
    call.getUpdateBuilder().setStatus(status);
    on(new AgentEvent.ExecutorSaid(framework.getId().getValue(), executor, call.build()));
  }

  ByteString uuid() {
    return Statuses.bytes(id());
  }
}
