package io.cellos.mesos.agent.api;

import io.cellos.mesos.agent.core.AgentView;
import io.cellos.mesos.agent.core.Kind;
import io.cellos.mesos.agent.launch.Launcher;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.ContainerID;
import org.apache.mesos.v1.Protos.ContainerStatus;
import org.apache.mesos.v1.Protos.ResourceStatistics;
import org.apache.mesos.v1.Protos.Task;
import org.apache.mesos.v1.agent.Protos.Response.GetContainers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The containers that run and what they use. */
final class ContainersView {
  private static final Logger LOG = LoggerFactory.getLogger(ContainersView.class);

  private final AgentSite site;
  private final Launcher launcher;

  ContainersView(AgentSite site, Launcher launcher) {
    this.site = site;
    this.launcher = launcher;
  }

  /**
   * @param nested whether those inside others, too
   */
  List<GetContainers.Container> now(boolean nested) throws InterruptedException {
    AgentView view = site.view().now();
    List<GetContainers.Container> containers = new ArrayList<>();
    for (AgentView.ExecutorView executor : view.executors()) {
      ContainerID own = executor.run().containerId();
      containers.add(container(executor, own, network(executor)));
      if (nested && executor.kind() == Kind.DEFAULT) {
        for (Task task : executor.tasks()) {
          if (task.getStatusesCount() > 0) {
            ContainerStatus status =
                task.getStatuses(task.getStatusesCount() - 1).getContainerStatus();
            containers.add(container(executor, status.getContainerId(), status));
          }
        }
      }
    }
    return containers;
  }

  private static ContainerStatus network(AgentView.ExecutorView executor) {
    return executor.tasks().stream()
        .filter(task -> task.getStatusesCount() > 0)
        .map(task -> task.getStatuses(task.getStatusesCount() - 1).getContainerStatus())
        .findFirst()
        .orElse(ContainerStatus.getDefaultInstance());
  }

  private GetContainers.Container container(
      AgentView.ExecutorView executor, ContainerID id, ContainerStatus status)
      throws InterruptedException {
    GetContainers.Container.Builder container =
        GetContainers.Container.newBuilder()
            .setFrameworkId(executor.run().frameworkId())
            .setExecutorId(executor.run().executorId())
            .setExecutorName(executor.executor().getName())
            .setContainerId(id)
            .setContainerStatus(status.toBuilder().setContainerId(id));
    statistics(id).ifPresent(container::setResourceStatistics);
    return container.build();
  }

  /** A container may end while it is measured. */
  private Optional<ResourceStatistics> statistics(ContainerID id) throws InterruptedException {
    try {
      return launcher.statistics(id.getValue());
    } catch (IOException e) {
      LOG.debug("container {} can't be measured", id.getValue(), e);
      return Optional.empty();
    }
  }
}
