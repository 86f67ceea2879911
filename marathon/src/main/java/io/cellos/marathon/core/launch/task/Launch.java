package io.cellos.marathon.core.launch.task;

import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.Task;
import io.cellos.marathon.core.instance.TaskId;
import io.cellos.marathon.core.launch.resource.Grant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.Offer;

/**
 * One launch of an instance.
 *
 * @param grant what it is given of the offer
 * @param hostPorts one for each port of the app or pod, in order; empty if it has none of the
 *     agent's
 * @param envVarsPrefix put before PORT and the like
 * @param bridgeName of the bridge for Mesos' own containers
 */
public record Launch(
    Offer offer,
    Instance instance,
    Grant grant,
    List<Optional<Integer>> hostPorts,
    Optional<String> envVarsPrefix,
    String bridgeName) {
  public Launch {
    hostPorts = List.copyOf(hostPorts);
  }

  /**
   * What comes of it.
   *
   * @param operation by which Mesos is asked to do it
   */
  public record Result(List<LaunchedTask> tasks, Offer.Operation operation) {
    public Result {
      tasks = List.copyOf(tasks);
    }
  }

  /** A task and its host ports. */
  public record LaunchedTask(TaskId id, List<Integer> hostPorts) {
    public LaunchedTask {
      hostPorts = List.copyOf(hostPorts);
    }
  }

  /** The id of the next task of an app's instance, or of a pod's container. */
  public static TaskId nextTask(Instance instance, Optional<String> container) {
    return instance.tasks().values().stream()
        .map(Task::id)
        .filter(id -> id.container().equals(container))
        .max(Comparator.comparingInt(TaskId::attempt))
        .map(TaskId::next)
        .orElseGet(() -> new TaskId(instance.id(), container, 1));
  }

  /** A number that is another one for each launch, and always the same for the same one. */
  public static long spread(Instance instance) {
    int attempts = instance.tasks().keySet().stream().mapToInt(TaskId::attempt).max().orElse(0);
    long mixed = 0xcbf29ce484222325L + attempts;
    for (char c : instance.id().value().toCharArray()) {
      mixed = (mixed ^ c) * 0x100000001b3L;
    }
    mixed ^= mixed >>> 33;
    return (mixed * 0xff51afd7ed558ccdL) >>> 1;
  }
}
