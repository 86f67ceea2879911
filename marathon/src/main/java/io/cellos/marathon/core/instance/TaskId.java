package io.cellos.marathon.core.instance;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a task: {@code <instance>.<container>.<attempt>}. An app's container is {@code _app};
 * each launch of an instance raises the attempt.
 *
 * @param container of a pod; absent for an app
 * @param attempt from 1
 */
public record TaskId(InstanceId instance, Optional<String> container, int attempt)
    implements Comparable<TaskId> {
  private static final String APP = "_app";
  private static final Pattern FORM =
      Pattern.compile("(?<instance>.+)\\.(?<container>[^.]+)\\.(?<attempt>[0-9]{1,9})");

  /** The first task of an app's instance. */
  public static TaskId ofApp(InstanceId instance) {
    return new TaskId(instance, Optional.empty(), 1);
  }

  /** The first task of a pod's container. */
  public static TaskId ofContainer(InstanceId instance, String container) {
    return new TaskId(instance, Optional.of(container), 1);
  }

  /** Reads an id; nothing if it is none that this framework gives. */
  public static Optional<TaskId> find(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    String container = form.group("container");
    return InstanceId.find(form.group("instance"))
        .map(
            instance ->
                new TaskId(
                    instance,
                    container.equals(APP) ? Optional.empty() : Optional.of(container),
                    Integer.parseInt(form.group("attempt"))));
  }

  /** The id of the same task when it is launched once more. */
  public TaskId next() {
    return new TaskId(instance, container, attempt + 1);
  }

  @Override
  public int compareTo(TaskId other) {
    return toString().compareTo(other.toString());
  }

  /** As Mesos and clients know it. */
  @Override
  public String toString() {
    return instance + "." + container.orElse(APP) + "." + attempt;
  }
}
