package io.cellos.marathon.core.launch;

import io.cellos.marathon.core.launch.task.AppLaunch;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.PodContainer;
import io.cellos.marathon.model.PodDefinition;
import io.cellos.marathon.model.PortMapping;
import io.cellos.marathon.model.Resources;
import io.cellos.marathon.model.RunSpec;
import java.util.List;
import java.util.Optional;

/**
 * What an instance needs of an agent.
 *
 * @param amounts in all, without persistent volumes
 * @param ports one for each port: its number, 0 for any, empty if it needs none of the agent's
 */
record Needs(Resources amounts, List<Optional<Integer>> ports) {

  static Needs of(RunSpec spec) {
    return switch (spec) {
      case AppDefinition app -> new Needs(amounts(app), ports(app));
      case PodDefinition pod ->
          new Needs(
              pod.totalResources(),
              pod.containers().stream()
                  .flatMap(container -> container.endpoints().stream())
                  .map(PodContainer.Endpoint::hostPort)
                  .toList());
    };
  }

  private static Resources amounts(AppDefinition app) {
    return AppLaunch.hasExecutor(app)
        ? app.executorResources().map(app.resources()::plus).orElse(app.resources())
        : app.resources();
  }

  /** Without requirePorts, the numbers of ports are those that others know the app by. */
  private static List<Optional<Integer>> ports(AppDefinition app) {
    if (!app.portMappings().isEmpty()) {
      return app.portMappings().stream().map(PortMapping::hostPort).toList();
    }
    boolean required = app.ports().requirePorts();
    return app.ports().definitions().stream()
        .map(port -> Optional.of(required ? port.port() : 0))
        .toList();
  }
}
