package io.cellos.marathon.core;

import io.cellos.marathon.core.deploy.DeploymentPlan;
import io.cellos.marathon.core.group.GroupTree;
import io.cellos.marathon.core.instance.Condition;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.InstanceId;
import io.cellos.marathon.core.queue.Backoff;
import io.cellos.marathon.core.view.MarathonView;
import io.cellos.marathon.core.view.TaskFailure;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.scheduler.Protos.Call;

/** A core, a master that it talks with, and a store; time goes on when a test says so. */
final class World {
  final FakeMesos mesos;
  final List<Announcement> told = new ArrayList<>();
  final Set<InstanceId> watched = new HashSet<>();
  final List<MarathonEffect> effects = new ArrayList<>();
  final CoreSettings settings;
  Instant now = Instant.parse("2026-11-29T08:00:00Z");
  MarathonCore core;

  private Optional<FrameworkID> framework = Optional.empty();
  private Group root = Group.empty(AppId.ROOT, Timestamp.ofMillis(10));
  private final Map<InstanceId, Instance> instances = new LinkedHashMap<>();
  private final Map<String, DeploymentPlan> deployments = new LinkedHashMap<>();
  private final Map<AppId, TaskFailure> failures = new LinkedHashMap<>();
  private final Map<AppId, Map<Timestamp, Backoff.Delay>> delays = new LinkedHashMap<>();
  private Set<String> roles = Set.of();
  private final Map<Long, Verdict> answers = new HashMap<>();
  private boolean connected;
  private long calls;
  private long uuids;

  World() {
    this(
        CoreSettings.DEFAULT.withFramework(
            FrameworkInfo.newBuilder().setUser("root").setName("test").addRoles("*").build()));
  }

  World(CoreSettings settings) {
    this(settings, new FakeMesos());
  }

  /** A leader who knows nothing of what there is already. */
  World(FakeMesos mesos) {
    this(new World().settings, mesos);
  }

  private World(CoreSettings settings, FakeMesos mesos) {
    this.settings = settings;
    this.mesos = mesos;
    lead();
  }

  /** A new leader goes on from what is stored; it is not subscribed yet. */
  void lead() {
    connected = false;
    watched.clear();
    core = new MarathonCore(settings, this::uuid, stored(), now);
  }

  Stored stored() {
    return new Stored(
        framework,
        root,
        List.copyOf(instances.values()),
        List.copyOf(deployments.values()),
        List.copyOf(failures.values()),
        delays,
        roles);
  }

  private String uuid() {
    return "00000000-0000-0000-0000-" + String.format("%012x", uuids++);
  }

  World subscribe() {
    connected = true;
    on(mesos.subscribe(view().roles()));
    return this;
  }

  void disconnect() {
    connected = false;
    on(new MarathonEvent.Disconnected());
  }

  void on(MarathonEvent event) {
    List<MarathonEffect> decided = core.on(event, now);
    effects.addAll(decided);
    decided.forEach(this::perform);
  }

  private void perform(MarathonEffect effect) {
    switch (effect) {
      case MarathonEffect.SaveRoot e -> root = e.root();
      case MarathonEffect.SaveInstance e -> instances.put(e.instance().id(), e.instance());
      case MarathonEffect.ForgetInstance e -> instances.remove(e.id());
      case MarathonEffect.SaveDeployment e -> deployments.put(e.plan().id(), e.plan());
      case MarathonEffect.ForgetDeployment e -> deployments.remove(e.id());
      case MarathonEffect.SaveFramework e -> framework = Optional.of(e.id());
      case MarathonEffect.SaveFailure e -> failures.put(e.failure().app(), e.failure());
      case MarathonEffect.ForgetFailure e -> failures.remove(e.app());
      case MarathonEffect.SaveDelays e -> delays.put(e.spec(), e.delays());
      case MarathonEffect.SaveRoles e -> roles = e.roles();
      case MarathonEffect.Say e -> {
        if (connected) {
          mesos.hear(e.call(), now);
        }
      }
      case MarathonEffect.Answer e -> answers.put(e.call(), e.verdict());
      case MarathonEffect.Announce e -> told.add(e.announcement());
      case MarathonEffect.Watch e -> watched.add(e.instance().id());
      case MarathonEffect.Unwatch e -> watched.remove(e.instance());
    }
  }

  /** Until nobody has anything to say at this moment. */
  World quiet() {
    MarathonEvent event = null;
    for (int i = 0; i < 1_000_000; i++) {
      event = connected ? mesos.say(now) : null;
      if (event == null) {
        if (core.wakeAt().filter(at -> !at.isAfter(now)).isEmpty()) {
          return this;
        }
        event = new MarathonEvent.Tick();
      }
      on(event);
    }
    throw new IllegalStateException("it never ends: " + event);
  }

  /** Time goes on, and all that is due is done in time. */
  World pass(Duration time) {
    Instant end = now.plus(time);
    quiet();
    while (now.isBefore(end)) {
      Instant step = now.plusSeconds(1);
      Instant next = core.wakeAt().filter(at -> at.isBefore(step)).orElse(step);
      now = next.isBefore(end) ? next : end;
      quiet();
    }
    return this;
  }

  /** A second goes by. */
  World settle() {
    return pass(1);
  }

  World pass(long seconds) {
    return pass(Duration.ofSeconds(seconds));
  }

  Verdict change(boolean force, UnaryOperator<GroupTree> change) {
    long call = calls++;
    on(
        new MarathonEvent.Change(
            call, force, false, (tree, version) -> change.apply(tree), Map.of()));
    return answers.get(call);
  }

  /** Makes an app smaller by these instances. */
  Verdict scaleAway(String app, List<Instance> chosen) {
    AppId id = AppId.parse(app);
    int left = view().tree().root().runSpec(id).orElseThrow().instances() - chosen.size();
    return ask(
        call ->
            new MarathonEvent.Change(
                call,
                true,
                false,
                (tree, version) -> tree.putApp(Specs.app(app).instances(left).made(), version),
                Map.of(id, chosen.stream().map(one -> one.id().toString()).toList())));
  }

  Verdict put(AppDefinition app) {
    return change(true, tree -> tree.putApp(app, tree.root().version()));
  }

  Verdict put(Specs app) {
    return put(app.made());
  }

  Verdict remove(String app) {
    return change(true, tree -> tree.removeApp(AppId.parse(app), tree.root().version()));
  }

  Verdict ask(LongFunction<MarathonEvent> event) {
    long call = calls++;
    on(event.apply(call));
    return answers.get(call);
  }

  MarathonView view() {
    return core.view();
  }

  List<Instance> instances(String app) {
    return view().instancesOf(AppId.parse(app));
  }

  List<Instance> running(String app) {
    return instances(app).stream()
        .filter(instance -> instance.condition() == Condition.RUNNING)
        .toList();
  }

  /** All that run. */
  List<Instance> running() {
    return view().instances().values().stream()
        .flatMap(List::stream)
        .filter(instance -> instance.condition() == Condition.RUNNING)
        .toList();
  }

  Instance only(String app) {
    List<Instance> all = instances(app);
    if (all.size() != 1) {
      throw new AssertionError("not one: " + all);
    }
    return all.getFirst();
  }

  String taskOf(Instance instance) {
    return instance.tasks().keySet().iterator().next().toString();
  }

  List<Call> said(Call.Type type) {
    return mesos.heard.stream().filter(call -> call.getType() == type).toList();
  }

  <T> List<T> told(Class<T> type) {
    return told.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
