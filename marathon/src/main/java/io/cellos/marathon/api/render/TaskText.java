package io.cellos.marathon.api.render;

import io.cellos.marathon.core.instance.Condition;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.view.MarathonView;
import io.cellos.marathon.model.AppDefinition;
import java.util.List;
import java.util.function.Predicate;

/**
 * Running tasks as lines for scripts: the app's name, a service port, and the host and port of each
 * task, between tabs.
 */
public final class TaskText {
  private TaskText() {}

  /**
   * Lines are for who names them; everybody else gets JSON.
   *
   * @param asksFor whether the client names a type
   */
  public static boolean isAskedFor(Predicate<String> asksFor) {
    return asksFor.test("text/plain") && !asksFor.test("application/json");
  }

  public static String of(MarathonView view, List<AppDefinition> apps) {
    StringBuilder text = new StringBuilder();
    for (AppDefinition app : apps) {
      List<Instance> running =
          view.instancesOf(app.id()).stream()
              .filter(i -> i.condition() == Condition.RUNNING && i.place().isPresent())
              .toList();
      List<Integer> ports = app.servicePorts();
      if (ports.isEmpty()) {
        text.append(app.id().safe()).append("\t \t");
        running.forEach(i -> text.append(i.place().orElseThrow().hostname()).append('\t'));
        text.append('\n');
      }
      for (int i = 0; i < ports.size(); i++) {
        text.append(app.id().safe()).append('\t').append(ports.get(i)).append('\t');
        for (Instance instance : running) {
          append(text, instance, i);
        }
        text.append('\n');
      }
    }
    return text.toString();
  }

  private static void append(StringBuilder text, Instance instance, int index) {
    String host = instance.place().orElseThrow().hostname();
    instance
        .tasks()
        .values()
        .forEach(
            task -> {
              List<Integer> ports = task.hostPorts();
              int port = index < ports.size() ? ports.get(index) : 0;
              text.append(host).append(':').append(port).append('\t');
            });
  }
}
