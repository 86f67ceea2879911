package io.cellos.marathon.api;

import io.cellos.marathon.core.Announcement;
import io.cellos.marathon.core.MarathonEvent;
import io.cellos.marathon.core.Verdict;
import io.cellos.marathon.core.deploy.Conflicts;
import io.cellos.marathon.core.deploy.DeploymentPlan;
import io.cellos.marathon.core.deploy.Reverter;
import io.cellos.marathon.core.deploy.RootUpdate;
import io.cellos.marathon.core.group.GroupTree;
import io.cellos.marathon.core.group.ServicePorts;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.view.MarathonView;
import io.cellos.marathon.core.view.QueueEntry;
import io.cellos.marathon.core.view.RunningDeployment;
import io.cellos.marathon.core.view.TaskFailure;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.RunSpec;
import io.cellos.marathon.model.Timestamp;
import io.cellos.marathon.service.History;
import io.cellos.marathon.service.Service;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.apache.mesos.v1.Protos.FrameworkID;

/**
 * A leader that plans as the core does, and launches nothing. Deployments stay until {@link
 * #finish}.
 */
final class FakeService implements Service, History {
  final Map<AppId, List<Instance>> instances = new LinkedHashMap<>();
  final Map<AppId, QueueEntry> queue = new LinkedHashMap<>();
  final Map<AppId, TaskFailure> failures = new LinkedHashMap<>();
  final List<MarathonEvent> asked = new ArrayList<>();
  final List<DeploymentPlan> running = new ArrayList<>();
  final List<Consumer<Announcement>> listeners = new CopyOnWriteArrayList<>();
  volatile boolean abdicated;
  private final TreeMap<Timestamp, Group> roots = new TreeMap<>();
  private GroupTree tree;

  FakeService() {
    Timestamp start = Timestamp.ofMillis(1000);
    tree = new GroupTree(Group.empty(AppId.ROOT, start), false);
    roots.put(start, tree.root());
  }

  /** Puts an app where it belongs, without a deployment. */
  synchronized void add(AppDefinition app) {
    tree = tree.putApp(app, app.version());
  }

  synchronized void finish() {
    running.clear();
  }

  void announce(Announcement announcement) {
    listeners.forEach(listener -> listener.accept(announcement));
  }

  @Override
  public synchronized Verdict call(LongFunction<MarathonEvent> event) {
    MarathonEvent made = event.apply(asked.size() + 1);
    asked.add(made);
    try {
      return decide(made);
    } catch (RuntimeException e) {
      return new Verdict.Refused(e);
    }
  }

  private Verdict decide(MarathonEvent event) {
    return switch (event) {
      case MarathonEvent.Change change -> change(change);
      case MarathonEvent.CancelDeployment cancel -> cancel(cancel);
      case MarathonEvent.ResetDelay reset -> {
        if (!queue.containsKey(reset.spec())) {
          throw new NoSuchElementException(reset.spec().toString());
        }
        yield new Verdict.Done();
      }
      default -> new Verdict.Done();
    };
  }

  private Verdict change(MarathonEvent.Change change) {
    Timestamp version = version();
    Group wanted = change.change().apply(tree, version).root();
    DeploymentPlan plan =
        new RootUpdate(UUID.randomUUID().toString(), version, ServicePorts.DEFAULT, change.toKill())
            .plan(tree.root(), wanted);
    running.removeAll(Conflicts.toCancel(plan, running, change.force()));
    if (!change.dryRun()) {
      take(plan);
    }
    return new Verdict.Planned(plan);
  }

  private void take(DeploymentPlan plan) {
    tree = new GroupTree(plan.target(), false);
    roots.put(plan.version(), plan.target());
    if (!plan.isEmpty()) {
      running.add(plan);
    }
  }

  private Verdict cancel(MarathonEvent.CancelDeployment cancel) {
    DeploymentPlan plan =
        running.stream()
            .filter(running -> running.id().equals(cancel.id()))
            .findFirst()
            .orElseThrow(() -> new NoSuchElementException(cancel.id()));
    running.remove(plan);
    if (cancel.force()) {
      return new Verdict.Done();
    }
    Timestamp version = version();
    DeploymentPlan back =
        new RootUpdate(UUID.randomUUID().toString(), version, ServicePorts.DEFAULT, Map.of())
            .plan(tree.root(), Reverter.revert(plan, tree, version).root());
    take(back);
    return new Verdict.Planned(back);
  }

  private Timestamp version() {
    return new Timestamp(Instant.now()).orAfter(tree.root().version());
  }

  @Override
  public synchronized MarathonView view() {
    return new MarathonView(
        tree,
        Map.copyOf(instances),
        running.stream().map(plan -> new RunningDeployment(plan, 1, Map.of())).toList(),
        new LinkedHashMap<>(queue),
        Map.of(),
        Map.copyOf(failures),
        Optional.of(FrameworkID.newBuilder().setValue("f-1").build()),
        Optional.empty(),
        Set.of("*"));
  }

  @Override
  public History history() {
    return this;
  }

  @Override
  public Subscription listen(Consumer<Announcement> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public void abdicate() {
    abdicated = true;
  }

  @Override
  public synchronized List<Timestamp> versions(AppId spec) {
    return roots.values().stream()
        .flatMap(root -> root.runSpec(spec).stream())
        .map(RunSpec::version)
        .distinct()
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  @Override
  public synchronized Optional<RunSpec> spec(AppId spec, Timestamp version) {
    return roots.values().stream()
        .flatMap(root -> root.runSpec(spec).stream())
        .filter(found -> found.version().equals(version))
        .findFirst();
  }

  @Override
  public synchronized List<Timestamp> rootVersions() {
    return List.copyOf(roots.descendingKeySet());
  }

  @Override
  public synchronized Optional<Group> root(Timestamp version) {
    return Optional.ofNullable(roots.get(version));
  }
}
