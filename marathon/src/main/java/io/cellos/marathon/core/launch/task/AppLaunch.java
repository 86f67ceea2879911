package io.cellos.marathon.core.launch.task;

import io.cellos.marathon.core.instance.TaskId;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.Execution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.ContainerInfo;
import org.apache.mesos.v1.Protos.ExecutorID;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskInfo;

/** The one task of an app's instance. */
public final class AppLaunch {
  private AppLaunch() {}

  /** Takes what the task needs of the grant. */
  public static Launch.Result of(AppDefinition app, Launch launch) {
    TaskId id = Launch.nextTask(launch.instance(), Optional.empty());
    List<Integer> hostPorts = launch.hostPorts().stream().flatMap(Optional::stream).toList();
    TaskInfo task = task(app, launch, id.toString(), hostPorts);
    Offer.Operation operation =
        Offer.Operation.newBuilder()
            .setType(Offer.Operation.Type.LAUNCH)
            .setLaunch(Offer.Operation.Launch.newBuilder().addTaskInfos(task))
            .build();
    return new Launch.Result(List.of(new Launch.LaunchedTask(id, hostPorts)), operation);
  }

  /** Whether the app brings a program that executes its tasks. */
  public static boolean hasExecutor(AppDefinition app) {
    String executor = app.execution().executor();
    return !executor.isEmpty() && !executor.equals("//cmd");
  }

  private static TaskInfo task(
      AppDefinition app, Launch launch, String id, List<Integer> hostPorts) {
    List<TaskPort> ports = TaskPorts.of(app, launch.hostPorts(), Launch.spread(launch.instance()));
    TaskInfo.Builder task =
        TaskInfo.newBuilder()
            .setName(app.id().hostname())
            .setTaskId(TaskID.newBuilder().setValue(id))
            .setAgentId(launch.offer().getAgentId())
            .addAllResources(resources(app, launch, hostPorts))
            .putAllLimits(Protobuf.limits(app.resourceLimits()))
            .setDiscovery(Discovery.of(app.id().hostname(), app.networks(), ports));
    if (!app.labels().isEmpty()) {
      task.setLabels(Protobuf.labels(app.labels()));
    }
    app.policies()
        .killGracePeriod()
        .ifPresent(grace -> task.setKillPolicy(Protobuf.killPolicy(grace)));
    MesosChecks.health(app.checks().health(), ports).ifPresent(task::setHealthCheck);
    MesosChecks.check(app.checks().check(), ports).ifPresent(task::setCheck);
    CommandInfo.Builder command = AppCommand.of(app, launch, id, ports);
    Optional<ContainerInfo> container = AppContainer.of(app, ports, id, launch.bridgeName());
    if (hasExecutor(app)) {
      task.setExecutor(executor(app, launch, id, command, container));
    } else {
      task.setCommand(command);
      container.ifPresent(task::setContainer);
    }
    return task.build();
  }

  private static List<Resource> resources(
      AppDefinition app, Launch launch, List<Integer> hostPorts) {
    List<Resource> resources = new ArrayList<>(launch.grant().take(app.resources()));
    resources.addAll(launch.grant().takePorts(hostPorts));
    resources.addAll(launch.grant().volumes());
    return resources;
  }

  private static ExecutorInfo executor(
      AppDefinition app,
      Launch launch,
      String taskId,
      CommandInfo.Builder command,
      Optional<ContainerInfo> container) {
    Execution execution = app.execution();
    String path = "'" + execution.executor().replace("'", "'\\''") + "'";
    String words = execution.cmd().orElseGet(() -> String.join(" ", execution.args()));
    ExecutorInfo.Builder executor =
        ExecutorInfo.newBuilder()
            .setType(ExecutorInfo.Type.CUSTOM)
            .setExecutorId(ExecutorID.newBuilder().setValue("marathon-" + taskId))
            .setFrameworkId(launch.offer().getFrameworkId())
            .setCommand(
                command
                    .setShell(true)
                    .clearArguments()
                    .setValue("chmod ug+rx " + path + " && exec " + path + " " + words));
    app.executorResources().ifPresent(more -> executor.addAllResources(launch.grant().take(more)));
    container.ifPresent(executor::setContainer);
    return executor.build();
  }
}
