package io.cellos.marathon.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.marathon.core.deploy.Conflicts;
import io.cellos.marathon.core.instance.Condition;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class DeployTest {
  private final World world = new World();

  DeployTest() {
    world.mesos.agent("a1", 10);
    world.mesos.agent("a2", 10);
    world.subscribe();
  }

  @Test
  void aNewAppGetsItsInstances() {
    Verdict verdict = world.put(Specs.app("/a").instances(3));
    assertThat(verdict).isInstanceOf(Verdict.Planned.class);
    assertThat(world.view().deployments()).hasSize(1);
    world.settle();
    assertThat(world.running("/a")).hasSize(3);
    assertThat(world.mesos.tasks()).hasSize(3);
    assertThat(world.view().deployments()).isEmpty();
    assertThat(world.stored().deployments()).isEmpty();
    assertThat(world.stored().instances()).hasSize(3);
    assertThat(world.mesos.unacknowledged()).isEmpty();
    assertThat(world.told(Announcement.DeploymentTold.class))
        .extracting(Announcement.DeploymentTold::what)
        .endsWith(Announcement.DeploymentTold.What.SUCCESS)
        .doesNotContain(Announcement.DeploymentTold.What.FAILED);
  }

  @Test
  void anInstanceIsStoredBeforeItIsLaunched() {
    world.put(Specs.app("/a"));
    world.effects.clear();
    world.settle();
    List<MarathonEffect> effects = world.effects;
    int saved =
        first(
            effects,
            effect ->
                effect instanceof MarathonEffect.SaveInstance(Instance instance)
                    && instance.condition() == Condition.PROVISIONED);
    int said =
        first(
            effects, effect -> effect instanceof MarathonEffect.Say(var call) && call.hasAccept());
    assertThat(saved).isNotNegative().isLessThan(said);
  }

  private static int first(
      List<MarathonEffect> effects, java.util.function.Predicate<MarathonEffect> which) {
    return effects.indexOf(effects.stream().filter(which).findFirst().orElseThrow());
  }

  @Test
  void scalesUpAndDown() {
    world.put(Specs.app("/a").instances(2));
    world.settle();
    List<Instance> before = world.running("/a");
    world.put(Specs.app("/a").instances(5));
    world.settle();
    assertThat(world.running("/a")).hasSize(5).containsAll(before);
    world.put(Specs.app("/a").instances(1));
    world.settle();
    assertThat(world.mesos.tasks()).hasSize(1);
    assertThat(world.running("/a")).hasSize(1);
    assertThat(world.view().deployments()).isEmpty();
    assertThat(world.stored().instances()).hasSize(1);
  }

  @Test
  void scaledDownWithNames() {
    world.put(Specs.app("/a").instances(3));
    world.settle();
    Instance victim = world.running("/a").get(1);
    AppDefinition app = (AppDefinition) victim.spec();
    world.ask(
        call ->
            new MarathonEvent.Change(
                call,
                false,
                false,
                (tree, version) -> tree.putApp(app.withInstances(2), version),
                Map.of(AppId.parse("/a"), List.of(victim.id().value()))));
    world.settle();
    assertThat(world.running("/a")).hasSize(2).doesNotContain(victim);
    assertThat(world.view().deployments()).isEmpty();
  }

  @Test
  void anotherCommandReplacesAllInstances() {
    world.put(Specs.app("/a").instances(3));
    world.settle();
    List<Instance> before = world.running("/a");
    world.put(Specs.app("/a").instances(3).cmd("other"));
    world.settle();
    assertThat(world.running("/a")).hasSize(3).doesNotContainAnyElementsOf(before);
    assertThat(world.mesos.tasks()).hasSize(3);
    assertThat(world.view().deployments()).isEmpty();
  }

  @Test
  void whatIsRemovedEnds() {
    world.put(Specs.app("/a").instances(3));
    world.settle();
    world.remove("/a");
    world.settle();
    assertThat(world.mesos.tasks()).isEmpty();
    assertThat(world.instances("/a")).isEmpty();
    assertThat(world.view().instances()).isEmpty();
    assertThat(world.stored().instances()).isEmpty();
    assertThat(world.view().deployments()).isEmpty();
    assertThat(world.told).contains(new Announcement.AppTerminated(AppId.parse("/a")));
  }

  @Test
  void dependenciesComeFirst() {
    world.mesos.quick = false;
    world.change(
        false,
        tree ->
            tree.putApp(Specs.app("/db").made(), tree.root().version())
                .putApp(Specs.app("/web").needs("/db").made(), tree.root().version()));
    world.settle();
    assertThat(world.instances("/db")).hasSize(1);
    assertThat(world.instances("/web")).isEmpty();
    assertThat(world.view().deployments().getFirst().step()).isEqualTo(2);
    world.mesos.quick = true;
    world.mesos.update(
        world.taskOf(world.only("/db")), org.apache.mesos.v1.Protos.TaskState.TASK_RUNNING);
    world.settle();
    assertThat(world.running("/web")).hasSize(1);
    assertThat(world.view().deployments()).isEmpty();
  }

  @Test
  void aLockedAppIsRefusedUnlessForced() {
    world.mesos.quick = false;
    world.put(Specs.app("/a"));
    world.settle();
    String first = world.view().deployments().getFirst().plan().id();
    Verdict verdict =
        world.change(
            false, tree -> tree.putApp(Specs.app("/a").cmd("b").made(), tree.root().version()));
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused -> assertThat(refused.reason()).isInstanceOf(Conflicts.LockedException.class));
    world.put(Specs.app("/a").cmd("b"));
    assertThat(world.view().deployments()).hasSize(1);
    assertThat(world.view().deployments().getFirst().plan().id()).isNotEqualTo(first);
    world.mesos.quick = true;
    world.pass(20);
    assertThat(world.running("/a")).hasSize(1);
    assertThat(world.view().deployments()).isEmpty();
    assertThat(world.mesos.tasks()).hasSize(1);
  }

  @Test
  void whatTheChangeThrowsIsTheAnswer() {
    IllegalStateException reason = new IllegalStateException("no");
    Verdict verdict =
        world.change(
            false,
            tree -> {
              throw reason;
            });
    assertThat(verdict).isEqualTo(new Verdict.Refused(reason));
    assertThat(world.stored().root().version().millis()).isEqualTo(10);
  }

  @Test
  void aDryRunChangesNothing() {
    Verdict verdict =
        world.ask(
            call ->
                new MarathonEvent.Change(
                    call,
                    false,
                    true,
                    (tree, version) -> tree.putApp(Specs.app("/a").made(), version),
                    Map.of()));
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Planned.class, planned -> assertThat(planned.plan().steps()).hasSize(2));
    world.settle();
    assertThat(world.view().deployments()).isEmpty();
    assertThat(world.view().tree().root().isEmpty()).isTrue();
  }

  @Test
  void versionsRise() {
    world.put(Specs.app("/a"));
    var first = world.view().tree().root().version();
    world.put(Specs.app("/a").cmd("other"));
    assertThat(world.view().tree().root().version()).isGreaterThan(first);
  }

  @Test
  void aCancelledDeploymentIsTakenBack() {
    world.put(Specs.app("/a").instances(2));
    world.settle();
    world.mesos.quick = false;
    world.put(Specs.app("/a").instances(2).cmd("broken"));
    world.settle();
    String id = world.view().deployments().getFirst().plan().id();
    Verdict verdict = world.ask(call -> new MarathonEvent.CancelDeployment(call, id, false));
    assertThat(verdict).isInstanceOf(Verdict.Planned.class);
    assertThat(world.view().deployments()).hasSize(1);
    world.mesos.quick = true;
    world.pass(30);
    assertThat(world.view().deployments()).isEmpty();
    assertThat(world.running("/a"))
        .hasSize(2)
        .allMatch(
            instance ->
                ((AppDefinition) instance.spec())
                    .execution()
                    .cmd()
                    .orElseThrow()
                    .equals("sleep 1"));
    assertThat(world.mesos.tasks()).hasSize(2);
  }

  @Test
  void cancelledWithForceItEndsAsItIs() {
    world.mesos.quick = false;
    world.put(Specs.app("/a"));
    world.settle();
    String id = world.view().deployments().getFirst().plan().id();
    assertThat(world.ask(call -> new MarathonEvent.CancelDeployment(call, id, true)))
        .isEqualTo(new Verdict.Done());
    assertThat(world.view().deployments()).isEmpty();
    assertThat(world.instances("/a")).hasSize(1);
    assertThat(world.ask(call -> new MarathonEvent.CancelDeployment(call, id, true)))
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused -> assertThat(refused.reason()).isInstanceOf(NoSuchElementException.class));
  }
}
