package io.cellos.marathon.core.instance;

import io.cellos.marathon.model.Timestamp;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.NetworkInfo;
import org.apache.mesos.v1.Protos.TaskStatus;

/**
 * One launch of an app's instance or of a pod's container.
 *
 * @param stagedAt when it was sent to Mesos
 * @param startedAt when it first ran
 * @param status the last one that Mesos told, without its data
 * @param hostPorts the agent's ports, one for each port of the app that has one, in order
 */
public record Task(
    TaskId id,
    Condition condition,
    Timestamp stagedAt,
    Optional<Timestamp> startedAt,
    Optional<TaskStatus> status,
    List<Integer> hostPorts) {
  public Task {
    hostPorts = List.copyOf(hostPorts);
  }

  /** The addresses that Mesos told; none while it has told nothing. */
  public List<NetworkInfo.IPAddress> addresses() {
    return status.stream()
        .flatMap(told -> told.getContainerStatus().getNetworkInfosList().stream())
        .flatMap(network -> network.getIpAddressesList().stream())
        .toList();
  }

  /** What Mesos' own health check says; nothing if there is none or it has not been made yet. */
  public Optional<Boolean> healthByMesos() {
    return status.filter(TaskStatus::hasHealthy).map(TaskStatus::getHealthy);
  }
}
