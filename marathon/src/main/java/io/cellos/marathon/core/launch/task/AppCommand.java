package io.cellos.marathon.core.launch.task;

import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.Container;
import io.cellos.marathon.model.Execution;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.mesos.v1.Protos.CommandInfo;

/** What an app's task executes, with its environment and files. */
final class AppCommand {
  private AppCommand() {}

  static CommandInfo.Builder of(
      AppDefinition app, Launch launch, String taskId, List<TaskPort> ports) {
    Execution execution = app.execution();
    CommandInfo.Builder command = CommandInfo.newBuilder();
    Optional<String> line = execution.cmd().filter(text -> !text.isEmpty());
    command.setShell(line.isPresent() && execution.args().isEmpty());
    line.ifPresent(command::setValue);
    command.addAllArguments(execution.args());
    boolean hasImage = app.container().flatMap(Container::docker).isPresent();
    if (!hasImage) {
      // an image has an entrypoint that the words follow; without, the first is what is executed
      execution.args().stream().findFirst().ifPresent(command::setValue);
    }
    execution.user().ifPresent(command::setUser);
    return command
        .addAllUris(Protobuf.uris(execution.fetch()))
        .setEnvironment(Variables.toMesos(variables(app, launch, taskId, ports)));
  }

  private static Map<String, String> variables(
      AppDefinition app, Launch launch, String taskId, List<TaskPort> ports) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("MESOS_TASK_ID", taskId);
    variables.put("MARATHON_APP_ID", app.id().value());
    variables.put("MARATHON_APP_VERSION", app.version().toString());
    app.container()
        .filter(there -> there.engine() == Container.Engine.DOCKER)
        .flatMap(Container::docker)
        .ifPresent(docker -> variables.put("MARATHON_APP_DOCKER_IMAGE", docker.image()));
    variables.putAll(Variables.ofResources("MARATHON_APP_RESOURCE_", app.resources()));
    variables.putAll(Variables.ofLabels(app.labels()));
    Map<String, String> place = PortVariables.of(ports);
    place.put("HOST", launch.offer().getHostname());
    variables.putAll(Variables.prefixed(launch.envVarsPrefix(), place));
    variables.putAll(Variables.ofDefinition(app.execution().env()));
    return variables;
  }
}
