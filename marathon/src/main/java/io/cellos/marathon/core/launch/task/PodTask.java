package io.cellos.marathon.core.launch.task;

import io.cellos.marathon.core.instance.TaskId;
import io.cellos.marathon.model.Command;
import io.cellos.marathon.model.PodContainer;
import io.cellos.marathon.model.PodDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskInfo;

/** The task of one container of a pod. */
record PodTask(
    PodDefinition pod,
    PodContainer container,
    Launch launch,
    TaskId id,
    Map<String, String> endpoints) {

  TaskInfo info(List<TaskPort> ports) {
    TaskInfo.Builder task =
        TaskInfo.newBuilder()
            .setName(container.name())
            .setTaskId(TaskID.newBuilder().setValue(id.toString()))
            .setAgentId(launch.offer().getAgentId())
            .addAllResources(launch.grant().take(container.resources()))
            .putAllLimits(Protobuf.limits(container.resourceLimits()))
            .setCommand(command())
            .setContainer(PodContainerInfo.of(pod, container))
            .setDiscovery(Discovery.of(pod.id().hostname(), pod.networks(), ports));
    if (!container.labels().isEmpty()) {
      task.setLabels(Protobuf.labels(container.labels()));
    }
    MesosChecks.health(container.healthCheck().stream().toList(), ports)
        .ifPresent(task::setHealthCheck);
    MesosChecks.check(container.check(), ports).ifPresent(task::setCheck);
    container
        .killGracePeriod()
        .or(pod.policies()::killGracePeriod)
        .ifPresent(grace -> task.setKillPolicy(Protobuf.killPolicy(grace)));
    return task.build();
  }

  /** Without a shell if nothing is said: then it is the image that says what is executed. */
  private CommandInfo command() {
    CommandInfo.Builder command = CommandInfo.newBuilder().setShell(false);
    container.exec().ifPresent(exec -> fill(exec, command));
    container.user().or(pod::user).ifPresent(command::setUser);
    return command
        .addAllUris(Protobuf.uris(container.artifacts()))
        .setEnvironment(Variables.toMesos(variables()))
        .build();
  }

  private void fill(PodContainer.Exec exec, CommandInfo.Builder command) {
    switch (exec.command()) {
      case Command.Shell shell -> command.setShell(true).setValue(shell.line());
      case Command.Argv argv -> {
        command.addAllArguments(argv.words());
        if (container.image().isEmpty() || exec.overrideEntrypoint().orElse(false)) {
          argv.words().stream().findFirst().ifPresent(command::setValue);
        }
      }
    }
  }

  private Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.putAll(Variables.ofDefinition(pod.env()));
    variables.putAll(Variables.ofDefinition(container.env()));
    variables.put("HOST", launch.offer().getHostname());
    variables.put("MESOS_TASK_ID", id.toString());
    variables.put("MESOS_EXECUTOR_ID", launch.instance().id().value());
    variables.put("MARATHON_APP_ID", pod.id().value());
    variables.put("MARATHON_APP_VERSION", pod.version().toString());
    variables.put("MARATHON_CONTAINER_ID", container.name());
    variables.putAll(Variables.ofResources("MARATHON_CONTAINER_RESOURCE_", container.resources()));
    Map<String, String> labels = new LinkedHashMap<>(pod.labels());
    labels.putAll(container.labels());
    variables.putAll(Variables.ofLabels(labels));
    variables.putAll(endpoints);
    return variables;
  }
}
