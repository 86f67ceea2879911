package io.cellos.marathon.core;

import io.cellos.marathon.core.deploy.DeploymentPlan;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.InstanceId;
import io.cellos.marathon.core.queue.Backoff;
import io.cellos.marathon.core.view.TaskFailure;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.Timestamp;
import java.util.Map;
import java.util.Set;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.scheduler.Protos.Call;

/**
 * What the core wants done. All that must survive is stored before anything else is done; the rest
 * is done in order.
 */
public sealed interface MarathonEffect {
  /** Something to be stored. */
  sealed interface Durable extends MarathonEffect {}

  /** Everything there shall be; also kept as one of the versions of the past. */
  record SaveRoot(Group root) implements Durable {}

  record SaveInstance(Instance instance) implements Durable {}

  record ForgetInstance(InstanceId id) implements Durable {}

  record SaveDeployment(DeploymentPlan plan) implements Durable {}

  record ForgetDeployment(String id) implements Durable {}

  record SaveFramework(FrameworkID id) implements Durable {}

  /** The last failure of its app, in place of the one before. */
  record SaveFailure(TaskFailure failure) implements Durable {}

  /** There is no such app any more. */
  record ForgetFailure(AppId app) implements Durable {}

  /**
   * Why launches of the app or pod wait.
   *
   * @param delays by version of the configuration; none if they do not wait
   */
  record SaveDelays(AppId spec, Map<Timestamp, Backoff.Delay> delays) implements Durable {
    public SaveDelays {
      delays = Map.copyOf(delays);
    }
  }

  /** The roles in which reservations may be left of instances that are forgotten. */
  record SaveRoles(Set<String> roles) implements Durable {
    public SaveRoles {
      roles = Set.copyOf(roles);
    }
  }

  /** To be said to Mesos, in this subscription; dropped if there is none. */
  record Say(Call call) implements MarathonEffect {}

  record Answer(long call, Verdict verdict) implements MarathonEffect {}

  /** To be told to those who follow the event stream. */
  record Announce(Announcement announcement) implements MarathonEffect {}

  /** This instance's own health checks and readiness checks are to be made, as it is now. */
  record Watch(Instance instance) implements MarathonEffect {}

  /** None of its checks are to be made any more. */
  record Unwatch(InstanceId instance) implements MarathonEffect {}
}
