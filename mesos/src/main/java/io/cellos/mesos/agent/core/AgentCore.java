package io.cellos.mesos.agent.core;

import io.cellos.mesos.link.ToAgent;
import io.cellos.mesos.link.ToMaster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Task;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.executor.Protos.Event;

/**
 * An agent without hands: it is told what happens and says what is to be done. Not safe for use by
 * several threads.
 */
public final class AgentCore {
  /**
   * Executors pause for as long as the timeout before they try again, and the agent has to start.
   */
  private static final int PATIENCE = 3;

  private final CoreSettings settings;
  private final Agent agent;
  private final Population population = new Population();
  private final Timers timers = new Timers();
  private final Retirement retirement;
  private final Statuses statuses;
  private final Kills kills;
  private final Customs customs;
  private final Launches launches;
  private final Endings endings;
  private final Checks checks;

  /**
   * @param info without an id if the agent is new
   * @param total its resources, with reservations and volumes
   * @param ids a new one each time
   */
  public AgentCore(
      CoreSettings settings, AgentInfo info, List<Resource> total, Supplier<UUID> ids) {
    this.settings = settings;
    agent = new Agent(info, total);
    retirement = new Retirement(agent, population, settings);
    statuses = new Statuses(agent, population, timers, retirement, ids);
    kills = new Kills(agent, timers, statuses, settings);
    customs = new Customs(agent, population, timers, statuses);
    launches = new Launches(agent, population, timers, statuses, customs, settings, ids);
    endings = new Endings(population, timers, statuses, kills, retirement);
    checks = new Checks(population, statuses, kills);
  }

  /**
   * Takes over a run of before the restart. What its containers do now comes as events afterwards.
   *
   * @param journal what was written, in order
   */
  public List<AgentEffect> recover(Run run, List<Entry> journal, Instant now) {
    Turn turn = new Turn(now);
    Recovery.replay(run, journal, population)
        .ifPresent(
            executor -> {
              if (executor.kind == Kind.CUSTOM && executor.state != ExecutorRun.State.ENDED) {
                timers.set(
                    Customs.register(executor),
                    now.plus(
                        executor.state == ExecutorRun.State.REGISTERING
                            ? settings.executorRegistrationTimeout()
                            : settings.executorReregistrationTimeout().multipliedBy(PATIENCE)));
              }
              retirement.settle(turn, executor);
            });
    return turn.effects();
  }

  /** The containers that ran, or were about to, when the runs were taken over. */
  public List<AgentEffect.Launch> containers() {
    List<AgentEffect.Launch> containers = new ArrayList<>();
    for (ExecutorRun executor : population.executors()) {
      if (executor.kind == Kind.CUSTOM) {
        if (executor.state != ExecutorRun.State.ENDED) {
          containers.add(executor.launch(Optional.empty()));
        }
      } else {
        executor.tasks.values().stream()
            .filter(task -> !task.isTerminal())
            .forEach(task -> containers.add(executor.launch(Optional.of(task))));
      }
    }
    return containers;
  }

  /** When a {@link AgentEvent.Tick} is due at the latest. */
  public Optional<Instant> nextTick() {
    return timers.next();
  }

  /** How the container was started; nothing if it is not one of a task or an executor. */
  public Optional<AgentEffect.Launch> launchOf(String container) {
    return population.launch(container);
  }

  /** May be asked from any thread: an id never changes, and containers come after it. */
  public AgentID id() {
    return agent.info.getId();
  }

  /** Who the agent is. */
  public AgentInfo info() {
    return agent.info;
  }

  /** Whether a custom executor may say something now. */
  public ExecutorStanding standing(String framework, String executor) {
    if (population.of(framework).isEmpty()) {
      return ExecutorStanding.UNKNOWN_FRAMEWORK;
    }
    return population
        .executor(framework, executor)
        .filter(e -> e.kind == Kind.CUSTOM && e.state != ExecutorRun.State.ENDED)
        .map(
            e ->
                e.state == ExecutorRun.State.REGISTERING
                    ? ExecutorStanding.NOT_SUBSCRIBED
                    : ExecutorStanding.SUBSCRIBED)
        .orElse(ExecutorStanding.UNKNOWN_EXECUTOR);
  }

  /** What a new link begins with. */
  public ToMaster.Register register() {
    List<Task> tasks = new ArrayList<>();
    List<ExecutorInfo> executors = new ArrayList<>();
    Map<String, FrameworkInfo> frameworks = new LinkedHashMap<>();
    for (ExecutorRun executor : population.executors()) {
      frameworks.put(executor.run.framework(), executor.framework);
      executor.tasks.values().forEach(t -> tasks.add(t.toTask(executor, agent.info.getId())));
      if (executor.kind != Kind.COMMAND && executor.state != ExecutorRun.State.ENDED) {
        executors.add(executor.info);
      }
    }
    return new ToMaster.Register(
        agent.info,
        agent.total,
        tasks,
        executors,
        List.copyOf(frameworks.values()),
        settings.version());
  }

  public AgentView view() {
    List<Resource> allocated = new ArrayList<>();
    population.executors().forEach(executor -> allocated.addAll(executor.allocated()));
    return new AgentView(
        agent.info,
        agent.connected,
        agent.total,
        allocated,
        agent.drain,
        population.executors().stream().map(e -> AgentView.of(e, agent.info)).toList(),
        agent.completed.values().stream().flatMap(Collection::stream).toList());
  }

  /** The effects of an event, in the order in which they are to be done. */
  public List<AgentEffect> on(AgentEvent event, Instant now) {
    Turn turn = new Turn(now);
    switch (event) {
      case AgentEvent.MasterSaid e -> said(turn, e.message());
      case AgentEvent.MasterGone e -> agent.connected = false;
      case AgentEvent.Launched e -> endings.launched(turn, e);
      case AgentEvent.NotLaunched e -> endings.notLaunched(turn, e);
      case AgentEvent.Ended e -> endings.ended(turn, e);
      case AgentEvent.HealthChanged e -> checks.health(turn, e);
      case AgentEvent.CheckChanged e -> checks.check(turn, e);
      case AgentEvent.ExecutorJoined e -> customs.joined(turn, e);
      case AgentEvent.ExecutorSaid e -> customs.said(turn, e);
      case AgentEvent.ExecutorLeft e -> customs.left(e);
      case AgentEvent.Leave e -> {
        turn.add(new AgentEffect.Say(new ToMaster.Unregister()));
        leave(turn, "told to leave");
      }
      case AgentEvent.Tick e -> timers.due(now).forEach(key -> due(turn, key));
    }
    return turn.effects();
  }

  private void said(Turn turn, ToAgent message) {
    switch (message) {
      case ToAgent.Registered m -> registered(turn, m);
      case ToAgent.RunTask m -> launches.task(turn, m.framework(), m.task());
      case ToAgent.RunGroup m -> launches.group(turn, m.framework(), m.executor(), m.tasks());
      case ToAgent.KillTask m ->
          population
              .task(TaskKey.of(m.framework(), m.task()))
              .ifPresent(found -> kills.asked(turn, found.executor(), found.task(), m.policy()));
      case ToAgent.Acknowledge m ->
          statuses.acknowledged(turn, TaskKey.of(m.framework(), m.task()), m.uuid());
      case ToAgent.ExecutorMessage m ->
          population
              .executor(m.framework().getValue(), m.executor().getValue())
              .ifPresent(executor -> Kills.say(turn, executor, message(m)));
      case ToAgent.ShutdownExecutor m ->
          population
              .executor(m.framework().getValue(), m.executor().getValue())
              .ifPresent(executor -> kills.shutdown(turn, executor));
      case ToAgent.ShutdownFramework m ->
          population.of(m.framework().getValue()).forEach(e -> kills.abandon(turn, e));
      case ToAgent.UpdateFramework m -> update(turn, m.framework());
      case ToAgent.SetResources m -> resources(turn, m.total());
      case ToAgent.Drain m -> {
        agent.drain = Optional.of(m.config());
        population.executors().forEach(executor -> kills.drain(turn, executor));
      }
      case ToAgent.EndDrain m -> agent.drain = Optional.empty();
      case ToAgent.Shutdown m -> leave(turn, "the master says: " + m.reason());
      case ToAgent.Heartbeat m -> {}
    }
  }

  private static Event message(ToAgent.ExecutorMessage message) {
    return Event.newBuilder()
        .setType(Event.Type.MESSAGE)
        .setMessage(Event.Message.newBuilder().setData(message.data()))
        .build();
  }

  private void registered(Turn turn, ToAgent.Registered registered) {
    if (agent.info.hasId() && !agent.info.getId().equals(registered.id())) {
      turn.add(
          new AgentEffect.Stop(
              true,
              "the master knows agent "
                  + agent.info.getId().getValue()
                  + " as "
                  + registered.id().getValue()));
      return;
    }
    if (!agent.info.hasId()) {
      agent.info = agent.info.toBuilder().setId(registered.id()).build();
      turn.add(new AgentEffect.SaveAgent(agent.info));
    }
    agent.connected = true;
    agent.drain = Optional.empty(); // said again if it still holds
    agent.unsaid.forEach(news -> turn.add(new AgentEffect.Say(news)));
    agent.unsaid.clear();
    statuses.allAgain(turn);
  }

  private void update(Turn turn, FrameworkInfo framework) {
    for (ExecutorRun executor : population.of(framework.getId().getValue())) {
      executor.framework = framework;
      turn.add(new AgentEffect.Write(executor.run, new Entry.FrameworkChanged(framework)));
    }
  }

  private void resources(Turn turn, List<Resource> total) {
    turn.add(new AgentEffect.SaveResources(total));
    Volumes.changes(agent.total, total).forEach(turn::add);
    agent.total = List.copyOf(total);
  }

  private void leave(Turn turn, String reason) {
    agent.leaving = Optional.of(reason);
    population.executors().forEach(executor -> kills.abandon(turn, executor));
    retirement.leave(turn);
  }

  private void due(Turn turn, Timers.Key key) {
    TaskKey task = new TaskKey(key.framework(), key.id());
    switch (key.what()) {
      case RESEND -> statuses.again(turn, task);
      case ESCALATE ->
          population
              .task(task)
              .ifPresent(
                  found -> turn.add(new AgentEffect.Destroy(found.task().container.getValue())));
      case COMPLETE ->
          population
              .task(task)
              .ifPresent(
                  found ->
                      kills.kill(
                          turn, found.executor(), found.task(), Cause.COMPLETION, Duration.ZERO));
      case REGISTER ->
          population.executor(key.framework(), key.id()).ifPresent(e -> unregistered(turn, e));
      case SHUTDOWN ->
          population
              .executor(key.framework(), key.id())
              .ifPresent(e -> turn.add(new AgentEffect.Destroy(e.run.container())));
    }
  }

  private void unregistered(Turn turn, ExecutorRun executor) {
    boolean first = executor.state == ExecutorRun.State.REGISTERING;
    executor.verdict =
        Optional.of(
            first
                ? new ExecutorRun.Verdict(
                    TaskStatus.Reason.REASON_EXECUTOR_REGISTRATION_TIMEOUT,
                    "Executor did not register within "
                        + settings.executorRegistrationTimeout().toSeconds()
                        + "secs")
                : new ExecutorRun.Verdict(
                    TaskStatus.Reason.REASON_EXECUTOR_REREGISTRATION_TIMEOUT,
                    "Executor did not reregister within "
                        + settings.executorReregistrationTimeout().toSeconds()
                        + "secs"));
    executor.state = ExecutorRun.State.TERMINATING;
    turn.add(new AgentEffect.Destroy(executor.run.container()));
  }
}
