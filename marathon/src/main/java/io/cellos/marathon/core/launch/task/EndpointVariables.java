package io.cellos.marathon.core.launch.task;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The variables in which all containers of a pod find the endpoints of all of them. */
final class EndpointVariables {
  private EndpointVariables() {}

  static Map<String, String> of(List<TaskPort> ports, Optional<String> prefix) {
    String start = prefix.orElse("").toUpperCase(Locale.ROOT);
    Map<String, String> variables = new LinkedHashMap<>();
    for (TaskPort port : ports) {
      String name = Variables.word(port.name().orElseThrow());
      variables.put(start + "ENDPOINT_" + name, String.valueOf(port.inside()));
      port.host().ifPresent(host -> variables.put(start + "EP_HOST_" + name, String.valueOf(host)));
      port.container()
          .ifPresent(own -> variables.put(start + "EP_CONTAINER_" + name, String.valueOf(own)));
    }
    return variables;
  }
}
