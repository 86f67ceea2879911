package io.cellos.marathon.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.marathon.core.instance.Condition;
import io.cellos.marathon.core.instance.Goal;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.TaskId;
import io.cellos.marathon.core.view.RunningDeployment;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Constraint;
import io.cellos.marathon.model.RunSpec;
import io.cellos.marathon.model.UnreachableStrategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.mesos.v1.Protos.TaskState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever people do and whatever breaks, in whatever order: once it is over, every app has exactly
 * its instances, and nothing else runs.
 */
class RandomCellTest {
  private static final List<String> APPS = List.of("/a", "/b", "/g/c", "/g/d", "/data", "/one");
  private static final List<String> AGENTS = List.of("a1", "a2", "a3", "a4");

  /** One history after the other, each from its own seed. */
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4, 5})
  void endsWellWhateverHappens(long block) {
    for (long seed = block * 100; seed < block * 100 + 100; seed++) {
      new History(seed).run();
    }
  }

  private static final class History {
    private final long seed;
    private final Random random;
    private final World world = new World();
    private final Set<String> lost = new HashSet<>();
    private final Map<Long, String> done = new TreeMap<>();

    History(long seed) {
      this.seed = seed;
      random = new Random(seed);
      AGENTS.forEach(agent -> world.mesos.agent(agent, 12));
      world.subscribe();
    }

    void run() {
      try {
        for (long step = 0; step < 60; step++) {
          done.put(step, act());
          world.pass(Duration.ofMillis(random.nextInt(3000)));
        }
        world.mesos.quick = true;
        world.mesos.deaf = false;
        lost.forEach(world.mesos::find);
        world.mesos.goOn();
        world.on(new MarathonEvent.Leaving(Set.of()));
        world.subscribe();
        for (int i = 0; i < 1200 && !isQuiet(); i += 10) {
          world.pass(10);
          world.running().forEach(this::well);
        }
        check();
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(
            "seed " + seed + " after " + done.values() + " at " + world.now + "\n" + describe(), e);
      }
    }

    /** What is, in a few lines. */
    private String describe() {
      StringBuilder text = new StringBuilder();
      for (RunningDeployment deployment : world.view().deployments()) {
        text.append(deployment.plan().id()).append(" at ").append(deployment.step()).append(": ");
        deployment.plan().steps().stream()
            .flatMap(step -> step.actions().stream())
            .forEach(action -> text.append(action.name()).append(action.spec().id()).append(' '));
        text.append('\n');
      }
      for (RunSpec spec : world.view().tree().root().allRunSpecs().toList()) {
        text.append(spec.id()).append(" of ").append(spec.instances());
        text.append(" at ").append(spec.versionInfo().lastConfigChange()).append('\n');
      }
      for (List<Instance> instances : world.view().instances().values()) {
        for (Instance one : instances) {
          text.append(one.id()).append(' ').append(one.goal()).append(' ');
          text.append(one.condition()).append(' ').append(one.configVersion()).append(' ');
          text.append(one.place().map(place -> place.agentId()).orElse("-")).append(' ');
          text.append(one.healthy()).append(one.ready()).append(one.volumes()).append(' ');
          text.append(one.tasks().values().stream().map(t -> t.id().attempt()).toList());
          text.append('\n');
        }
      }
      world
          .view()
          .queue()
          .forEach(
              (id, entry) ->
                  text.append(id).append(entry.last()).append(entry.backoffUntil()).append('\n'));
      text.append(world.mesos.tasks()).append(world.mesos.suppressed).append(world.mesos.roles);
      return text.toString();
    }

    private boolean isQuiet() {
      return world.view().deployments().isEmpty()
          && world.view().tree().root().allRunSpecs().allMatch(this::isComplete)
          && world.mesos.tasks().size() == world.running().size();
    }

    private boolean isComplete(RunSpec spec) {
      List<Instance> all = world.view().instancesOf(spec.id());
      return all.size() == spec.instances()
          && all.stream().allMatch(one -> one.condition() == Condition.RUNNING);
    }

    private String act() {
      String app = APPS.get(random.nextInt(APPS.size()));
      String agent = AGENTS.get(random.nextInt(AGENTS.size()));
      switch (random.nextInt(16)) {
        case 0, 1, 2, 3 -> {
          AppDefinition made = spec(app);
          world.change(random.nextBoolean(), tree -> tree.putApp(made, tree.root().version()));
          return "put " + app + " " + made.instances();
        }
        case 4 -> {
          world.remove(app);
          return "remove " + app;
        }
        case 5 -> {
          some(world.mesos.reachableTasks())
              .ifPresent(task -> world.mesos.update(task, TaskState.TASK_FAILED));
          return "fail";
        }
        case 6 -> {
          if (lost.add(agent)) {
            world.mesos.lose(agent);
          }
          return "lose " + agent;
        }
        case 7, 8 -> {
          some(List.copyOf(lost))
              .ifPresent(
                  back -> {
                    lost.remove(back);
                    world.mesos.find(back);
                  });
          return "find";
        }
        case 9 -> {
          world.lead();
          world.subscribe();
          return "lead";
        }
        case 10 -> {
          world.disconnect();
          return "disconnect";
        }
        case 11 -> {
          world.subscribe();
          return "subscribe";
        }
        case 12 -> {
          world.on(new MarathonEvent.Leaving(random.nextBoolean() ? Set.of() : Set.of(agent)));
          return "leaving " + agent;
        }
        case 13 -> {
          some(world.running())
              .ifPresent(
                  instance ->
                      world.ask(
                          call ->
                              new MarathonEvent.Kill(
                                  call, List.of(instance.id()), random.nextBoolean())));
          return "kill";
        }
        case 14 -> {
          some(world.view().deployments())
              .map(RunningDeployment::plan)
              .ifPresent(
                  plan ->
                      world.ask(
                          call ->
                              new MarathonEvent.CancelDeployment(
                                  call, plan.id(), random.nextBoolean())));
          return "cancel";
        }
        default -> {
          if (random.nextBoolean()) {
            world.mesos.quick = !world.mesos.quick;
            return "quick " + world.mesos.quick;
          }
          if (random.nextInt(3) == 0) {
            world.mesos.deaf = !world.mesos.deaf;
            return "deaf " + world.mesos.deaf;
          }
          world.running().forEach(this::well);
          return "well";
        }
      }
    }

    private AppDefinition spec(String app) {
      Specs specs = Specs.app(app).instances(random.nextInt(5)).cmd("cmd" + random.nextInt(3));
      return switch (app) {
        case "/data" -> Edits.data(specs);
        case "/one" -> Edits.single(specs.instances(1).upgrade(0, 0).made());
        case "/b" -> Edits.checked(specs.made());
        case "/g/c" ->
            Edits.unreachable(
                specs.upgrade(0.5, 0.2).made(),
                new UnreachableStrategy.Enabled(Duration.ofSeconds(3), Duration.ofSeconds(9)));
        case "/g/d" -> Edits.constraint(specs.made(), "hostname", Constraint.Operator.UNIQUE);
        default -> specs.made();
      };
    }

    private <T> Optional<T> some(List<T> all) {
      return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
    }

    private void well(Instance instance) {
      if (instance.spec().id().equals(AppId.parse("/b"))) {
        world.on(
            new MarathonEvent.HealthChecked(
                instance.tasks().keySet().iterator().next(), Edits.TCP, Optional.empty()));
      }
    }

    private void check() {
      assertThat(world.view().deployments()).isEmpty();
      assertThat(world.stored().deployments()).isEmpty();
      Set<String> expected = new HashSet<>();
      for (RunSpec spec : world.view().tree().root().allRunSpecs().toList()) {
        List<Instance> instances = world.view().instancesOf(spec.id());
        assertThat(instances)
            .as(spec.id() + " of " + spec.instances())
            .hasSize(spec.instances())
            .allMatch(one -> one.condition() == Condition.RUNNING && one.goal() == Goal.RUNNING);
        for (Instance instance : instances) {
          instance.tasks().keySet().stream().map(TaskId::toString).forEach(expected::add);
        }
      }
      assertThat(world.mesos.tasks()).containsExactlyInAnyOrderElementsOf(expected);
      assertThat(world.mesos.unacknowledged()).isEmpty();
      List<Instance> known = new ArrayList<>();
      world.view().instances().values().forEach(known::addAll);
      assertThat(world.stored().instances())
          .extracting(Instance::id, Instance::condition)
          .containsExactlyInAnyOrderElementsOf(
              known.stream()
                  .map(one -> org.assertj.core.groups.Tuple.tuple(one.id(), one.condition()))
                  .collect(Collectors.toList()));
      assertThat(world.view().queue()).isEmpty();
    }
  }
}
