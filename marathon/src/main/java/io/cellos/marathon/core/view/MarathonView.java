package io.cellos.marathon.core.view;

import io.cellos.marathon.core.group.GroupTree;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.TaskId;
import io.cellos.marathon.model.AppId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.MasterInfo;

/**
 * All that is known at a moment.
 *
 * @param instances by app or pod, oldest first
 * @param deployments oldest first
 * @param queue of apps and pods with instances that wait for offers
 * @param health by task, one for each health check that is made by us
 * @param failures the last of each app
 * @param master the one subscribed with; absent while there is none
 * @param roles in which the framework is subscribed, or is to be
 */
public record MarathonView(
    GroupTree tree,
    Map<AppId, List<Instance>> instances,
    List<RunningDeployment> deployments,
    Map<AppId, QueueEntry> queue,
    Map<TaskId, List<Health>> health,
    Map<AppId, TaskFailure> failures,
    Optional<FrameworkID> framework,
    Optional<MasterInfo> master,
    Set<String> roles) {

  /** The instances of an app or a pod, oldest first. */
  public List<Instance> instancesOf(AppId spec) {
    return instances.getOrDefault(spec, List.of());
  }
}
