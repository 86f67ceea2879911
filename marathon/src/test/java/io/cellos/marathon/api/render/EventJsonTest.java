package io.cellos.marathon.api.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.marathon.core.Announcement;
import io.cellos.marathon.core.Specs;
import io.cellos.marathon.core.deploy.DeploymentPlan;
import io.cellos.marathon.core.deploy.Planner;
import io.cellos.marathon.core.instance.Condition;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.InstanceId;
import io.cellos.marathon.core.instance.Task;
import io.cellos.marathon.core.instance.TaskId;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EventJsonTest {
  private static final Timestamp NOW = Timestamp.ofMillis(5000);
  private static final String INSTANCE = "a.instance-00000000-0000-0000-0000-000000000001";

  static Stream<Arguments> events() {
    Instance instance = Instance.scheduled(new InstanceId(INSTANCE), Specs.app("/a").made(), NOW);
    Task task =
        new Task(
            TaskId.ofApp(instance.id()),
            Condition.RUNNING,
            NOW,
            Optional.empty(),
            Optional.empty(),
            List.of(31000));
    DeploymentPlan plan =
        Planner.plan("d-1", Specs.root(), Specs.root(Specs.app("/a")), Timestamp.ofMillis(20));
    String version = "1970-01-01T00:00:00.010Z";
    return Stream.of(
        Arguments.of(
            new Announcement.AppTerminated(AppId.parse("/a")),
            "{\"appId\":\"/a\"",
            "app_terminated_event"),
        Arguments.of(
            new Announcement.GroupChanged(AppId.ROOT, NOW),
            "{\"groupId\":\"/\",\"version\":\"1970-01-01T00:00:05.000Z\"",
            "group_change_success"),
        Arguments.of(
            new Announcement.StatusUpdated(instance, task, "TASK_RUNNING", "hi"),
            "{\"slaveId\":\"\",\"taskId\":\""
                + INSTANCE
                + "._app.1\",\"taskStatus\":\"TASK_RUNNING\",\"message\":\"hi\",\"appId\":\"/a\","
                + "\"host\":\"\",\"ipAddresses\":[],\"ports\":[31000],\"version\":\""
                + version
                + "\"",
            "status_update_event"),
        Arguments.of(
            new Announcement.InstanceChanged(instance, Condition.RUNNING),
            "{\"instanceId\":\""
                + INSTANCE
                + "\",\"condition\":\"Scheduled\",\"runSpecId\":\"/a\",\"runSpecVersion\":\""
                + version
                + "\"",
            "instance_changed_event"),
        Arguments.of(
            new Announcement.SchedulerRegistered("f", "m:5050", false),
            "{\"frameworkId\":\"f\",\"master\":\"m:5050\"",
            "scheduler_registered_event"),
        Arguments.of(
            new Announcement.SchedulerRegistered("f", "m:5050", true),
            "{\"master\":\"m:5050\"",
            "scheduler_reregistered_event"),
        Arguments.of(
            new Announcement.UnhealthyKill(instance, "sick"),
            "{\"appId\":\"/a\",\"taskId\":\"\",\"instanceId\":\""
                + INSTANCE
                + "\",\"version\":\""
                + version
                + "\",\"reason\":\"sick\",\"host\":\"\"",
            "unhealthy_instance_kill_event"),
        Arguments.of(
            new Announcement.DeploymentTold(
                Announcement.DeploymentTold.What.STARTED,
                plan,
                Optional.of(plan.steps().getFirst())),
            "{\"plan\":{\"id\":\"d-1\",\"steps\":[{\"actions\":[{\"action\":\"StartApplication\","
                + "\"app\":\"/a\"}]},{\"actions\":[{\"action\":\"ScaleApplication\",\"app\":\"/a\"}]}],"
                + "\"version\":\"1970-01-01T00:00:00.020Z\"},\"currentStep\":{\"actions\":["
                + "{\"action\":\"StartApplication\",\"app\":\"/a\"}]}",
            "deployment_info"));
  }

  @ParameterizedTest
  @MethodSource("events")
  void fieldsAreThoseOfUpstream(Announcement happened, String body, String type) {
    assertThat(new EventJson(NOW).of(happened))
        .map(ObjectNode::toString)
        .containsExactly(
            body
                + ",\"eventType\":\"%s\",\"timestamp\":\"1970-01-01T00:00:05.000Z\"}"
                    .formatted(type));
  }

  @ParameterizedTest
  @MethodSource("healths")
  void healthIsTwoEvents(Optional<Boolean> healthy, List<String> types) {
    Instance instance = Instance.scheduled(new InstanceId(INSTANCE), Specs.app("/a").made(), NOW);
    assertThat(new EventJson(NOW).of(new Announcement.HealthChanged(instance, healthy)))
        .map(EventJson::type)
        .isEqualTo(types);
  }

  static Stream<Arguments> healths() {
    return Stream.of(
        Arguments.of(
            Optional.of(true),
            List.of("instance_health_changed_event", "health_status_changed_event")),
        Arguments.of(Optional.empty(), List.of("instance_health_changed_event")));
  }
}
