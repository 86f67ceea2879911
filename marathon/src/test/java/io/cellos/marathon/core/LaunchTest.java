package io.cellos.marathon.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.marathon.core.instance.Condition;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.launch.Reason;
import io.cellos.marathon.core.view.QueueEntry;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.BackoffStrategy;
import io.cellos.marathon.model.Constraint;
import io.cellos.marathon.model.KillSelection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.junit.jupiter.api.Test;

class LaunchTest {
  private static final AppId A = AppId.parse("/a");
  private final World world = new World();

  @Test
  void offersAreWantedOnlyWhileSomethingWaits() {
    world.mesos.agent("a1", 2);
    world.subscribe().pass(20);
    assertThat(world.mesos.suppressed).containsExactly("*");
    world.put(Specs.app("/a"));
    assertThat(world.mesos.suppressed).isEmpty();
    world.settle();
    assertThat(world.mesos.suppressed).containsExactly("*");
    assertThat(world.running("/a")).hasSize(1);
  }

  @Test
  void whatFindsNoRoomWaitsAndSaysWhy() {
    world.mesos.agent("a1", 2);
    world.subscribe();
    world.put(Specs.app("/a").instances(3));
    world.settle();
    assertThat(world.running("/a")).hasSize(2);
    QueueEntry entry = world.view().queue().get(A);
    assertThat(entry.waiting()).isEqualTo(1);
    world.mesos.agent("a2", 0.5);
    world.settle();
    entry = world.view().queue().get(A);
    assertThat(entry.last()).isEqualTo(Map.of(Reason.INSUFFICIENT_CPUS, 2));
    assertThat(entry.lastOffers()).isEqualTo(2);
    assertThat(entry.unusedOffers())
        .extracting(unused -> unused.offer().getAgentId().getValue())
        .containsExactlyInAnyOrder("a1", "a2");
    assertThat(entry.sums().get(Reason.INSUFFICIENT_CPUS)).isGreaterThanOrEqualTo(1);
    long declined = world.mesos.heard(Call.Type.DECLINE);
    world.pass(60);
    assertThat(world.mesos.heard(Call.Type.DECLINE)).isEqualTo(declined);
    world.mesos.agent("a3", 1);
    world.settle();
    assertThat(world.running("/a")).hasSize(3);
    assertThat(world.view().queue()).isEmpty();
  }

  @Test
  void anOfferIsUsedForManyButNotForMoreThanAllowed() {
    world.mesos.agent("a1", 1000);
    world.subscribe();
    world.put(Specs.app("/a").instances(250));
    world.settle();
    assertThat(world.running("/a")).hasSize(250);
    assertThat(world.said(Call.Type.ACCEPT))
        .extracting(call -> call.getAccept().getOperationsCount())
        .containsExactly(100, 100, 50);
  }

  @Test
  void appsTakeTurns() {
    world.mesos.agent("a1", 4);
    world.subscribe();
    world.change(
        false,
        tree ->
            tree.putApp(Specs.app("/a").instances(10).made(), tree.root().version())
                .putApp(Specs.app("/b").instances(10).made(), tree.root().version()));
    world.settle();
    assertThat(world.running("/a")).hasSize(2);
    assertThat(world.running("/b")).hasSize(2);
  }

  @Test
  void failuresMakeTheNextLaunchWaitLongerAndLonger() {
    world.mesos.agent("a1", 2);
    world.subscribe();
    world.put(
        Edits.backoff(
            Specs.app("/a").made(),
            new BackoffStrategy(Duration.ofSeconds(2), Duration.ofSeconds(10), 2)));
    world.settle();
    long[] waited = new long[5];
    for (int i = 0; i < 5; i++) {
      world.mesos.update(world.taskOf(world.only("/a")), TaskState.TASK_FAILED);
      world.quiet();
      var failed = world.now;
      while (world.only("/a").condition() != Condition.RUNNING) {
        world.pass(Duration.ofMillis(100));
      }
      waited[i] = Duration.between(failed, world.now).toSeconds();
    }
    assertThat(waited).containsExactly(2, 4, 8, 10, 10);
    world.pass(90);
    world.mesos.update(world.taskOf(world.only("/a")), TaskState.TASK_FAILED);
    world.pass(3);
    assertThat(world.only("/a").condition()).isEqualTo(Condition.RUNNING);
  }

  @Test
  void theDelayCanBeTakenAway() {
    world.mesos.agent("a1", 2);
    world.subscribe();
    world.put(
        Edits.backoff(
            Specs.app("/a").made(),
            new BackoffStrategy(Duration.ofSeconds(100), Duration.ofSeconds(100), 2)));
    world.settle();
    world.mesos.update(world.taskOf(world.only("/a")), TaskState.TASK_FAILED);
    world.pass(20);
    assertThat(world.view().queue().get(A).backoffUntil().instant())
        .isAfter(world.now.plusSeconds(70));
    assertThat(world.ask(call -> new MarathonEvent.ResetDelay(call, A)))
        .isEqualTo(new Verdict.Done());
    world.settle();
    assertThat(world.only("/a").condition()).isEqualTo(Condition.RUNNING);
    assertThat(world.ask(call -> new MarathonEvent.ResetDelay(call, A)))
        .isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void aNewConfigurationDoesNotWait() {
    world.mesos.agent("a1", 2);
    world.subscribe();
    world.put(
        Edits.backoff(
            Specs.app("/a").made(),
            new BackoffStrategy(Duration.ofSeconds(100), Duration.ofSeconds(100), 2)));
    world.settle();
    world.mesos.update(world.taskOf(world.only("/a")), TaskState.TASK_FAILED);
    world.settle();
    world.put(Specs.app("/a").cmd("better"));
    world.settle();
    assertThat(world.only("/a").condition()).isEqualTo(Condition.RUNNING);
    assertThat(world.view().deployments()).isEmpty();
  }

  @Test
  void uniqueMeansOnePerAgent() {
    for (int i = 0; i < 3; i++) {
      world.mesos.agent("a" + i, 10);
    }
    world.subscribe();
    world.put(
        Edits.constraint(
            Specs.app("/a").instances(4).made(), "hostname", Constraint.Operator.UNIQUE));
    world.settle();
    assertThat(world.running("/a")).hasSize(3);
    assertThat(world.view().queue().get(A).last()).containsOnlyKeys(Reason.UNFULFILLED_CONSTRAINT);
  }

  @Test
  void theSpreadStaysWhenSomeGo() {
    for (int i = 0; i < 3; i++) {
      world.mesos.agent("a" + i, 10);
    }
    world.subscribe();
    world.put(
        Edits.constraint(
            Specs.app("/a").instances(9).made(), "hostname", Constraint.Operator.GROUP_BY));
    world.settle();
    assertThat(perAgent()).containsOnly(3L);
    world.put(
        Edits.constraint(
            Specs.app("/a").instances(3).made(), "hostname", Constraint.Operator.GROUP_BY));
    world.settle();
    assertThat(perAgent()).hasSize(3).containsOnly(1L);
  }

  private List<Long> perAgent() {
    return List.copyOf(
        world.running("/a").stream()
            .collect(
                Collectors.groupingBy(
                    instance -> instance.place().orElseThrow().agentId(), Collectors.counting()))
            .values());
  }

  @Test
  void theYoungestGoFirstUnlessTheOldestShall() {
    world.mesos.agent("a1", 10);
    world.subscribe();
    world.put(Specs.app("/a"));
    world.put(Edits.selection(Specs.app("/b").made(), KillSelection.OLDEST_FIRST));
    world.pass(5);
    Instance first = world.only("/a");
    Instance firstB = world.only("/b");
    world.put(Specs.app("/a").instances(2));
    world.put(Edits.selection(Specs.app("/b").instances(2).made(), KillSelection.OLDEST_FIRST));
    world.pass(5);
    world.put(Specs.app("/a").instances(1));
    world.put(Edits.selection(Specs.app("/b").instances(1).made(), KillSelection.OLDEST_FIRST));
    world.pass(5);
    assertThat(world.only("/a").id()).isEqualTo(first.id());
    assertThat(world.only("/b").id()).isNotEqualTo(firstB.id());
  }
}
