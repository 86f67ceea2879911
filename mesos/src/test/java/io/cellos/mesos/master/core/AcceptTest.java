package io.cellos.mesos.master.core;

import static io.cellos.mesos.master.core.FakeFramework.launch;
import static io.cellos.mesos.master.core.FakeFramework.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.protocols.mesos.Resources;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.DurationInfo;
import org.apache.mesos.v1.Protos.Environment;
import org.apache.mesos.v1.Protos.ExecutorID;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.FrameworkInfo.Capability;
import org.apache.mesos.v1.Protos.HealthCheck;
import org.apache.mesos.v1.Protos.KillPolicy;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.Offer.Operation;
import org.apache.mesos.v1.Protos.TaskGroupInfo;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class AcceptTest {
  private final World world = new World();

  @ParameterizedTest
  @CsvSource({"no, TASK_LOST", "yes, TASK_DROPPED"})
  void offersAreGoodOnce(String aware, String state) {
    FakeFramework framework = framework(aware.equals("yes"));
    FakeAgent agent = new FakeAgent(world, "a", "cpus:4;mem:1024");
    world.seconds(1);
    Offer offer = framework.offer();
    framework.accept(60, List.of(offer), launch(task("t1", offer, "cpus:1")));
    framework.accept(60, List.of(offer), launch(task("t2", offer, "cpus:1")));
    assertThat(framework.news()).containsExactly("t2 " + state + " REASON_INVALID_OFFERS");
    assertThat(agent.obey()).containsExactly("run t1");
  }

  private FakeFramework framework(boolean aware) {
    return (aware
            ? new FakeFramework(world, "*", Capability.Type.PARTITION_AWARE)
            : new FakeFramework(world, "*"))
        .subscribe();
  }

  @Test
  void oneBadOfferSpoilsAll() {
    FakeFramework framework = framework(false);
    FakeAgent a = new FakeAgent(world, "a", "cpus:4;mem:1024");
    new FakeAgent(world, "b", "cpus:4;mem:1024");
    world.seconds(1);
    List<Offer> offers = framework.offers();
    assertThat(offers).hasSize(2);
    framework.accept(0, offers, launch(task("t", offers.getFirst(), "cpus:1")));
    assertThat(framework.news())
        .containsExactly(
            "t TASK_LOST REASON_INVALID_OFFERS", "offers [cpus:4; mem:1024, cpus:4; mem:1024]");
    assertThat(a.obey()).isEmpty();
  }

  static Stream<Arguments> wrongTasks() {
    ExecutorInfo executor =
        ExecutorInfo.newBuilder()
            .setExecutorId(ExecutorID.newBuilder().setValue("e"))
            .setCommand(CommandInfo.newBuilder().setValue("e"))
            .build();
    return Stream.of(
        wrong("no task id", t -> t.setTaskId(TaskID.newBuilder().setValue(""))),
        wrong("a path as id", t -> t.setTaskId(TaskID.newBuilder().setValue("a/b"))),
        wrong("id in use", t -> t.setTaskId(TaskID.newBuilder().setValue("running"))),
        wrong("another agent", t -> t.setAgentId(AgentID.newBuilder().setValue("x"))),
        wrong("no resources", TaskInfo.Builder::clearResources),
        wrong("more than offered", t -> resources(t, "cpus:5")),
        wrong("not what was offered", t -> resources(t, "gold:1")),
        wrong("a port that is not offered", t -> resources(t, "cpus:1;ports:[1-2]")),
        wrong("neither command nor executor", TaskInfo.Builder::clearCommand),
        wrong("both", t -> t.setExecutor(executor)),
        wrong(
            "executor of another framework",
            t ->
                t.clearCommand()
                    .setExecutor(
                        executor.toBuilder()
                            .setFrameworkId(FrameworkID.newBuilder().setValue("x")))),
        wrong(
            "executor without command",
            t -> t.clearCommand().setExecutor(executor.toBuilder().clearCommand())),
        wrong(
            "default executor alone",
            t ->
                t.clearCommand()
                    .setExecutor(
                        executor.toBuilder().clearCommand().setType(ExecutorInfo.Type.DEFAULT))),
        wrong(
            "negative grace",
            t ->
                t.setKillPolicy(
                    KillPolicy.newBuilder()
                        .setGracePeriod(DurationInfo.newBuilder().setNanoseconds(-1)))),
        wrong("check without type", t -> t.setHealthCheck(HealthCheck.newBuilder())),
        wrong(
            "tcp check without tcp",
            t -> t.setHealthCheck(HealthCheck.newBuilder().setType(HealthCheck.Type.TCP))),
        wrong(
            "variable without value",
            t ->
                t.getCommandBuilder()
                    .setEnvironment(
                        Environment.newBuilder()
                            .addVariables(Environment.Variable.newBuilder().setName("A")))));
  }

  private static Arguments wrong(String what, Consumer<TaskInfo.Builder> change) {
    return Arguments.of(what, change);
  }

  private static TaskInfo.Builder resources(TaskInfo.Builder task, String text) {
    return task.clearResources().addAllResources(World.resources(text).list());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongTasks")
  void invalidTasksAreNotLaunched(String what, Consumer<TaskInfo.Builder> change) {
    FakeFramework framework = framework(true);
    FakeAgent agent = new FakeAgent(world, "a", "cpus:4;mem:1024;ports:[10-20]");
    world.seconds(1);
    Offer offer = framework.offer();
    TaskInfo.Builder wrong = task("t", offer, "cpus:1").toBuilder();
    change.accept(wrong);
    framework.accept(
        60,
        List.of(offer),
        launch(
            task("running", offer, "cpus:1"),
            wrong.build(),
            task("next", offer, "cpus:1;ports:[10-20]")));
    assertThat(framework.news())
        .as(what)
        .containsExactly(
            (wrong.getTaskId().getValue() + " TASK_ERROR REASON_TASK_INVALID").strip());
    assertThat(agent.obey()).containsExactly("run running", "run next");
  }

  @Test
  void severalOffersOfOneAgentAreOne() {
    FakeFramework framework = framework(true);
    FakeAgent agent = new FakeAgent(world, "a", "cpus:4;mem:1024");
    world.seconds(1);
    Offer first = framework.offer();
    framework.accept(0, List.of(first), launch(task("t1", first, "cpus:2;mem:512")));
    world.seconds(1);
    Offer rest = framework.offer();
    agent.obey();
    agent.update("t1", org.apache.mesos.v1.Protos.TaskState.TASK_FINISHED);
    world.seconds(1);
    Offer freed = framework.offer();
    framework.accept(0, List.of(rest, freed), launch(task("t2", rest, "cpus:4;mem:1024")));
    assertThat(agent.obey()).containsExactly("run t2");
    assertThat(world.view().agents().getFirst().used()).isEqualTo(agent.total());
  }

  @Test
  void launchesGroups() {
    FakeFramework framework = framework(true);
    FakeAgent agent = new FakeAgent(world, "a", "cpus:4;mem:1024;disk:1000");
    world.seconds(1);
    Offer offer = framework.offer();
    framework.accept(
        0,
        List.of(offer),
        group(
            executor("cpus:0.1;mem:32;disk:10"),
            task("t1", offer, "cpus:1"),
            task("t2", offer, "cpus:1")));
    assertThat(agent.obey()).containsExactly("run group of 2");
    assertThat(world.view().agents().getFirst().used())
        .isEqualTo(World.resources("cpus:2.1;mem:32;disk:10"));
    world.seconds(1);
    Offer again = framework.offer();
    assertThat(again.getExecutorIdsList()).extracting(ExecutorID::getValue).containsExactly("e");
    framework.accept(
        0, List.of(again), group(executor("cpus:0.1;mem:32;disk:10"), task("t3", offer, "cpus:1")));
    assertThat(agent.obey()).containsExactly("run group of 1");
    assertThat(world.view().agents().getFirst().used())
        .isEqualTo(World.resources("cpus:3.1;mem:32;disk:10"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
"""
cpus:0.1;mem:16;disk:10  | cpus:1
cpus:0.1;mem:32          | cpus:1
cpus:0.1;mem:32;disk:10  | cpus:4
""")
  void groupsStandOrFallTogether(String executor, String resources) {
    FakeFramework framework = framework(true);
    FakeAgent agent = new FakeAgent(world, "a", "cpus:4;mem:1024;disk:1000");
    world.seconds(1);
    Offer offer = framework.offer();
    framework.accept(
        60,
        List.of(offer),
        group(executor(executor), task("t1", offer, resources), task("t2", offer, "cpus:1")));
    assertThat(framework.news())
        .containsExactly(
            "t1 TASK_ERROR REASON_TASK_GROUP_INVALID", "t2 TASK_ERROR REASON_TASK_GROUP_INVALID");
    assertThat(agent.obey()).isEmpty();
    assertThat(world.view().agents().getFirst().used()).isEqualTo(Resources.NONE);
  }

  private ExecutorInfo executor(String resources) {
    return ExecutorInfo.newBuilder()
        .setType(ExecutorInfo.Type.DEFAULT)
        .setExecutorId(ExecutorID.newBuilder().setValue("e"))
        .setFrameworkId(world.view().frameworks().getFirst().summary().getFrameworkInfo().getId())
        .addAllResources(World.resources(resources).list())
        .build();
  }

  private static Operation group(ExecutorInfo executor, TaskInfo... tasks) {
    TaskGroupInfo.Builder group = TaskGroupInfo.newBuilder();
    for (TaskInfo task : tasks) {
      group.addTasks(task.toBuilder().clearCommand().setCommand(task.getCommand()));
    }
    return Operation.newBuilder()
        .setType(Operation.Type.LAUNCH_GROUP)
        .setLaunchGroup(
            Operation.LaunchGroup.newBuilder().setExecutor(executor).setTaskGroup(group))
        .build();
  }
}
