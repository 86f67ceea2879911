package io.cellos.marathon.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.TaskId;
import io.cellos.protocols.mesos.ResourceTraits;
import java.util.List;
import java.util.Set;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.junit.jupiter.api.Test;

/** Apps of several roles, and roles that no app has any more. */
class RolesTest {
  private final World world = new World();

  RolesTest() {
    world.mesos.agent("a1", 10);
    world.subscribe();
  }

  private static Specs dev() {
    return Specs.app("/dev/a");
  }

  private boolean isAnythingReserved() {
    return world.mesos.agents.get("a1").free.list().stream().anyMatch(ResourceTraits::isReserved);
  }

  @Test
  void eachAppIsLaunchedInItsOwnRole() {
    world.put(Edits.role(dev().made(), "dev"));
    world.put(Specs.app("/b"));
    world.pass(20);
    assertThat(world.running()).extracting(Instance::role).containsExactlyInAnyOrder("dev", "*");
    List<FrameworkInfo> told =
        world.said(Call.Type.UPDATE_FRAMEWORK).stream()
            .map(call -> call.getUpdateFramework().getFrameworkInfo())
            .toList();
    assertThat(told).hasSize(1);
    assertThat(told.getFirst().getRolesList()).containsExactlyInAnyOrder("*", "dev");
    assertThat(world.mesos.suppressed).containsExactlyInAnyOrder("*", "dev");
  }

  @Test
  void anotherRoleReplacesTheInstances() {
    world.put(dev().instances(2));
    world.settle();
    world.put(Edits.role(dev().instances(2).made(), "dev"));
    world.pass(5);
    assertThat(world.running()).hasSize(2).extracting(Instance::role).containsOnly("dev");
    assertThat(world.mesos.tasks()).hasSize(2);
  }

  @Test
  void theNextLeaderHasTheRoleOfWhatStillEnds() {
    world.put(Edits.role(dev().made(), "dev"));
    world.settle();
    world.mesos.quick = false;
    world.remove("/dev/a");
    world.settle();
    world.lead();
    assertThat(world.view().roles()).containsExactlyInAnyOrder("*", "dev");
    world.mesos.quick = true;
    world.subscribe().pass(15);
    assertThat(world.mesos.tasks()).isEmpty();
    world.lead();
    assertThat(world.view().roles()).containsExactly("*");
  }

  @Test
  void reservationsOfARoleThatNoAppHasAreGivenBackByTheNextLeader() {
    world.put(Edits.data(Specs.app("/a")));
    world.settle();
    world.mesos.lose("a1");
    world.settle();
    world.remove("/a");
    world.pass(60);
    assertThat(world.stored().instances()).isEmpty();
    world.lead();
    world.subscribe().pass(60);
    assertThat(world.mesos.roles).containsExactlyInAnyOrder("*", "data");
    world.mesos.find("a1");
    world.settle();
    assertThat(world.mesos.tasks()).isEmpty();
    assertThat(isAnythingReserved()).isTrue();
    world.pass(world.settings.reconcileAgain().plusSeconds(30));
    assertThat(isAnythingReserved()).isFalse();
  }

  @Test
  void dataStaysInTheRoleThatItIsReservedFor() {
    world.put(Edits.data(Specs.app("/a")));
    world.settle();
    Instance before = world.only("/a");
    world.put(Edits.role(Specs.app("/a").withData().instances(2).made(), "other"));
    world.pass(5);
    assertThat(world.running("/a"))
        .extracting(Instance::role)
        .containsExactlyInAnyOrder("data", "other");
    Instance after =
        world.running("/a").stream().filter(one -> one.id().equals(before.id())).findAny().get();
    assertThat(after.volumes()).isEqualTo(before.volumes());
    assertThat(after.role()).isEqualTo("data");
    assertThat(after.tasks().keySet()).extracting(TaskId::attempt).containsExactly(2);
    world.lead();
    assertThat(world.view().roles()).isEqualTo(Set.of("*", "data", "other"));
    world.subscribe().pass(5);
    assertThat(world.running("/a")).hasSize(2).contains(after);
  }
}
