package io.cellos.marathon.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.marathon.core.instance.Condition;
import io.cellos.marathon.core.instance.InstanceId;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.junit.jupiter.api.Test;

/** What those who follow events are told besides what becomes of instances and deployments. */
class AnnouncementsTest {
  private static final AppId A = AppId.parse("/a");

  private final World world = new World();

  AnnouncementsTest() {
    world.mesos.agent("a1", 10);
    world.subscribe();
  }

  private static MarathonEvent.Change impossible(long call, boolean dryRun) {
    return new MarathonEvent.Change(
        call,
        false,
        dryRun,
        (_, _) -> {
          throw new NoSuchElementException("no such app");
        },
        Map.of());
  }

  @Test
  void aChangeThatIsRefused() {
    world.ask(call -> impossible(call, true));
    assertThat(world.told(Announcement.GroupNotChanged.class)).isEmpty();
    world.ask(call -> impossible(call, false));
    assertThat(world.told(Announcement.GroupNotChanged.class))
        .extracting(Announcement.GroupNotChanged::reason)
        .containsExactly("no such app");
    assertThat(world.told(Announcement.GroupChanged.class)).isEmpty();
  }

  @Test
  void aChangeOfALockedApp() {
    world.put(Specs.app("/g/a"));
    AppDefinition more = Specs.app("/g/a").instances(2).made();
    world.change(false, tree -> tree.putApp(more, tree.root().version()));
    assertThat(world.told(Announcement.GroupNotChanged.class))
        .extracting(Announcement.GroupNotChanged::group)
        .containsExactly(AppId.parse("/g"));
  }

  @Test
  void aChangeThatChangesNothingIsOverAtOnce() {
    world.change(false, tree -> tree);
    assertThat(world.told(Announcement.DeploymentTold.class))
        .extracting(Announcement.DeploymentTold::what)
        .containsExactly(Announcement.DeploymentTold.What.SUCCESS);
    assertThat(world.view().deployments()).isEmpty();
  }

  @Test
  void theEndOfWhatNobodyKnows() {
    String task = "a.instance-00000000-0000-0000-0000-000000000001._app.1";
    world.on(new MarathonEvent.Updated(status(task, TaskState.TASK_RUNNING)));
    world.on(new MarathonEvent.Updated(status("not-ours", TaskState.TASK_FAILED)));
    assertThat(world.told(Announcement.UnknownTerminated.class)).isEmpty();
    world.on(new MarathonEvent.Updated(status(task, TaskState.TASK_FAILED)));
    assertThat(world.told(Announcement.UnknownTerminated.class))
        .containsExactly(
            new Announcement.UnknownTerminated(
                new InstanceId("a.instance-00000000-0000-0000-0000-000000000001"),
                A,
                Condition.FAILED));
  }

  private static TaskStatus status(String task, TaskState state) {
    return TaskStatus.newBuilder()
        .setTaskId(TaskID.newBuilder().setValue(task))
        .setState(state)
        .build();
  }

  @Test
  void healthChecksComeAndGoWithTheirVersionOfTheApp() {
    AppDefinition checked = Edits.checked(Specs.app("/a").made());
    world.put(checked);
    world.settle();
    assertThat(world.told(Announcement.HealthCheckAdded.class))
        .extracting(Announcement.HealthCheckAdded::check)
        .containsExactly(Edits.TCP);
    world.put(Specs.app("/a").cmd("another"));
    world.settle();
    assertThat(world.told(Announcement.HealthCheckRemoved.class))
        .containsExactly(new Announcement.HealthCheckRemoved(A));
    world.put(checked);
    world.settle();
    world.remove("/a");
    world.settle();
    assertThat(world.told(Announcement.HealthCheckAdded.class)).hasSize(2);
    assertThat(world.told(Announcement.HealthCheckRemoved.class)).hasSize(2);
  }
}
