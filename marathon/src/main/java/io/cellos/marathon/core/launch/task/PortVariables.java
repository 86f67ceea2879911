package io.cellos.marathon.core.launch.task;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The variables in which an app's task finds its ports. */
final class PortVariables {
  private PortVariables() {}

  static Map<String, String> of(List<TaskPort> ports) {
    Map<String, String> variables = new LinkedHashMap<>();
    if (ports.isEmpty()) {
      return variables;
    }
    for (int i = 0; i < ports.size(); i++) {
      variables.put("PORT" + i, number(ports.get(i)));
    }
    for (TaskPort port : ports) {
      int name = port.declared() == 0 ? port.outside() : port.declared();
      variables.put("PORT_" + name, number(port));
    }
    ports.forEach(port -> port.name().ifPresent(name -> named(name, port, variables)));
    List<String> assigned =
        Stream.concat(
                ports.stream().filter(port -> port.host().isPresent()),
                ports.stream().filter(port -> port.host().isEmpty() && port.isAssigned()))
            .map(PortVariables::number)
            .toList();
    assigned.stream().findFirst().ifPresent(first -> variables.put("PORT", first));
    variables.put("PORTS", assigned.stream().collect(Collectors.joining(",")));
    return variables;
  }

  /** Names may have hyphens, which no shell can say; so there is one without, too. */
  private static void named(String name, TaskPort port, Map<String, String> variables) {
    String upper = name.toUpperCase(Locale.ROOT);
    variables.put("PORT_" + upper, number(port));
    variables.put("PORT_" + Variables.word(upper), number(port));
  }

  private static String number(TaskPort port) {
    return String.valueOf(port.outside());
  }
}
