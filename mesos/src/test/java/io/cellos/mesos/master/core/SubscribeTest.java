package io.cellos.mesos.master.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.FrameworkInfo.Capability;
import org.apache.mesos.v1.master.Protos;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("deprecation") // 'role'
final class SubscribeTest {
  private final World world = new World();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
"""
# multi | roles   | timeout | error begins
no      | *       | 0       |
no      | a/b     | 10      |
yes     | a,b     | 0       |
no      | /a      | 0       | 'FrameworkInfo.role' is not a valid role
no      | a b     | 0       | 'FrameworkInfo.role' is not a valid role
no      | ..      | 0       | 'FrameworkInfo.role' is not a valid role
no      | -a      | 0       | 'FrameworkInfo.role' is not a valid role
yes     | a,b,a   | 0       | 'FrameworkInfo.roles' contains duplicate items: { a }
yes     | a,b/*   | 0       | 'FrameworkInfo.roles' contains invalid role
no      | *       | 1e300   | The framework failover_timeout
no      | *       | NaN     | The framework failover_timeout
""")
  void checksWhoSubscribes(String multi, String roles, double timeout, String error) {
    FakeFramework framework =
        multi.equals("yes")
            ? new FakeFramework(world, roles, Capability.Type.MULTI_ROLE)
            : new FakeFramework(world, roles);
    framework.info = framework.info.toBuilder().setFailoverTimeout(timeout).build();
    framework.subscribe();
    List<String> news = framework.news();
    if (error == null) {
      assertThat(news).containsExactly("SUBSCRIBED");
    } else {
      assertThat(news).hasSize(1);
      assertThat(news.getFirst()).startsWith("ERROR " + error);
      assertThat(world.isClosed(framework.stream)).isTrue();
      assertThat(world.view().frameworks()).isEmpty();
    }
  }

  @Test
  void rolesNeedTheCapability() {
    FakeFramework framework = new FakeFramework(world, "*");
    framework.info = framework.info.toBuilder().clearRole().addRoles("a").build();
    framework.subscribe();
    assertThat(framework.news())
        .containsExactly(
            "ERROR 'FrameworkInfo.roles' must not be set when the framework is not MULTI_ROLE"
                + " capable");
  }

  @Test
  void aSecondSubscriptionTakesOver() {
    FakeFramework first = new FakeFramework(world, "*").subscribe();
    FakeAgent agent = new FakeAgent(world, "a", "cpus:1;mem:100");
    world.seconds(1);
    assertThat(first.offers()).hasSize(1);
    FakeFramework second = new FakeFramework(world, "*");
    second.info = first.info;
    second.subscribe();
    world.seconds(1);

    assertThat(first.news()).containsExactly("ERROR Framework failed over");
    assertThat(world.isClosed(first.stream)).isTrue();
    assertThat(first.call(Call.Type.REVIVE))
        .isInstanceOfSatisfying(
            Verdict.Malformed.class,
            verdict -> assertThat(verdict.reason()).startsWith("The stream ID"));
    assertThat(second.news()).containsExactly("SUBSCRIBED", "offers [cpus:1; mem:100]");
    world.on(new MasterEvent.SchedulerGone(first.stream));
    assertThat(world.view().frameworks().getFirst().summary().getConnected()).isTrue();
    assertThat(agent.obey()).isEmpty();
  }

  @Test
  void anIdThatWasNeverSeenIsTaken() {
    FakeFramework framework = new FakeFramework(world, "*");
    framework.info =
        framework.info.toBuilder()
            .setId(FrameworkID.newBuilder().setValue("elsewhere-0001"))
            .build();
    framework.subscribe();
    assertThat(framework.news()).containsExactly("SUBSCRIBED");
    assertThat(framework.id().getValue()).isEqualTo("elsewhere-0001");
  }

  @Test
  void idsAreTheLeadersOwn() {
    assertThat(new FakeFramework(world, "*").subscribe().id().getValue()).isEqualTo("m1-0000");
    assertThat(new FakeFramework(world, "*").subscribe().id().getValue()).isEqualTo("m1-0001");
    assertThat(new FakeAgent(world, "a", "cpus:1").id.getValue()).isEqualTo("m1-S0");
    world.seconds(1);
    assertThat(world.registry)
        .containsOnlyKeys("frameworks/m1-0000", "frameworks/m1-0001", "agents/m1-S0");
  }

  @Test
  void callsNeedAConnection() {
    FakeFramework framework = new FakeFramework(world, "*").subscribe();
    framework.lose();
    assertThat(framework.call(Call.Type.REVIVE))
        .isEqualTo(new Verdict.Forbidden("Framework is not subscribed"));
    framework.info =
        framework.info.toBuilder().setId(FrameworkID.newBuilder().setValue("x")).build();
    assertThat(framework.call(Call.Type.REVIVE))
        .isEqualTo(new Verdict.Malformed("Framework cannot be found"));
  }

  @Test
  void whoDoesNotComeBackInTimeHasEnded() {
    FakeFramework framework = new FakeFramework(world, "*");
    framework.info = framework.info.toBuilder().setFailoverTimeout(60).build();
    framework.subscribe().lose();
    world.seconds(59);
    framework.subscribe();
    framework.lose();
    world.seconds(59);
    assertThat(world.view().frameworks()).hasSize(1);
    world.seconds(2);
    assertThat(world.view().frameworks()).isEmpty();
    assertThat(world.view().completed()).hasSize(1);
    assertThat(world.registry).isEmpty();
    framework.subscribe();
    assertThat(framework.news()).containsExactly("ERROR Framework has been removed");
  }

  @Test
  void tearsDown() {
    FakeFramework framework = new FakeFramework(world, "*").subscribe();
    assertThat(framework.call(Call.Type.TEARDOWN)).isEqualTo(new Verdict.Accepted());
    assertThat(world.isClosed(framework.stream)).isTrue();
    assertThat(framework.call(Call.Type.TEARDOWN))
        .isEqualTo(new Verdict.Malformed("Framework cannot be found"));
    FakeFramework other = new FakeFramework(world, "*").subscribe();
    Protos.Call.Teardown.Builder teardown =
        Protos.Call.Teardown.newBuilder().setFrameworkId(other.id());
    Protos.Call.Builder call =
        Protos.Call.newBuilder().setType(Protos.Call.Type.TEARDOWN).setTeardown(teardown);
    assertThat(world.operator(call)).isEqualTo(new Verdict.Done());
    assertThat(world.operator(call)).isInstanceOf(Verdict.Malformed.class);
    assertThat(world.announced.stream().map(Protos.Event::getType))
        .containsExactly(
            Protos.Event.Type.FRAMEWORK_ADDED,
            Protos.Event.Type.FRAMEWORK_REMOVED,
            Protos.Event.Type.FRAMEWORK_ADDED,
            Protos.Event.Type.FRAMEWORK_REMOVED);
  }

  @Test
  void updatesItself() {
    FakeFramework framework =
        new FakeFramework(world, "a,b", Capability.Type.MULTI_ROLE).subscribe();
    new FakeAgent(world, "h", "cpus:1;mem:100");
    world.seconds(1);
    assertThat(framework.offer().getAllocationInfo().getRole()).isEqualTo("a");
    framework.info = framework.info.toBuilder().clearRoles().addRoles("b").setName("new").build();
    Verdict verdict = update(framework);
    assertThat(verdict).isEqualTo(new Verdict.Done());
    world.seconds(1);
    List<Event> events = framework.events();
    assertThat(events.getFirst().getType()).isEqualTo(Event.Type.RESCIND);
    assertThat(events.getLast().getOffers().getOffers(0).getAllocationInfo().getRole())
        .isEqualTo("b");
    framework.info = framework.info.toBuilder().setUser("other").build();
    assertThat(update(framework)).isInstanceOf(Verdict.Malformed.class);
  }

  private static Verdict update(FakeFramework framework) {
    return framework.call(
        Call.newBuilder()
            .setType(Call.Type.UPDATE_FRAMEWORK)
            .setUpdateFramework(
                Call.UpdateFramework.newBuilder().setFrameworkInfo(framework.info)));
  }
}
