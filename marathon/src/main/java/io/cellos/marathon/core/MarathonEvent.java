package io.cellos.marathon.core;

import com.google.protobuf.ByteString;
import io.cellos.marathon.core.group.GroupTree;
import io.cellos.marathon.core.instance.InstanceId;
import io.cellos.marathon.core.instance.TaskId;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.HealthCheck;
import io.cellos.marathon.model.ReadinessCheck;
import io.cellos.marathon.model.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.MasterInfo;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.OfferID;
import org.apache.mesos.v1.Protos.TaskStatus;

/** What the core is told. */
public sealed interface MarathonEvent {
  /** The subscription with a master began; nothing of an earlier one holds any more. */
  record Subscribed(FrameworkID framework, Optional<MasterInfo> master) implements MarathonEvent {}

  /** The subscription ended. */
  record Disconnected() implements MarathonEvent {}

  record Offered(List<Offer> offers) implements MarathonEvent {
    public Offered {
      offers = List.copyOf(offers);
    }
  }

  record Rescinded(OfferID offer) implements MarathonEvent {}

  /** A task of this framework changed, or Mesos answers a reconciliation. */
  record Updated(TaskStatus status) implements MarathonEvent {}

  /** An executor says something, which is only passed on to those who follow the event stream. */
  record ExecutorSaid(String executor, String agent, ByteString message) implements MarathonEvent {}

  /**
   * The agents that shall have no tasks soon: drained, deactivated, or with maintenance ahead. Told
   * whenever it changes.
   */
  record Leaving(Set<String> agentIds) implements MarathonEvent {
    public Leaving {
      agentIds = Set.copyOf(agentIds);
    }
  }

  /**
   * A health check of ours was made.
   *
   * @param failure why the task is not well; absent if it is
   */
  record HealthChecked(TaskId task, HealthCheck check, Optional<String> failure)
      implements MarathonEvent {}

  /** A readiness check was made. */
  record ReadinessChecked(TaskId task, ReadinessCheck.Result result) implements MarathonEvent {}

  /**
   * Somebody wants other apps, pods or groups. Answered by {@link Verdict.Planned} or {@link
   * Verdict.Refused}.
   *
   * @param dryRun whether only the plan is wanted
   * @param toKill ids of instances that shall go when their app or pod is scaled
   */
  record Change(
      long call, boolean force, boolean dryRun, TreeChange change, Map<AppId, List<String>> toKill)
      implements MarathonEvent {
    public Change {
      toKill = Map.copyOf(toKill);
    }
  }

  /** Makes what there shall be of what there is. */
  @FunctionalInterface
  interface TreeChange {
    /**
     * @param version of the change, for what needs one
     * @throws RuntimeException any, which becomes the answer; nothing is changed then
     */
    GroupTree apply(GroupTree now, Timestamp version);
  }

  /**
   * Somebody wants instances to end; those that shall run are replaced. Answered by {@link
   * Verdict.Done}.
   *
   * @param wipe whether they are forgotten with their reservations
   */
  record Kill(long call, List<InstanceId> instances, boolean wipe) implements MarathonEvent {
    public Kill {
      instances = List.copyOf(instances);
    }
  }

  /**
   * Somebody wants a deployment to end. With force it just ends ({@link Verdict.Done}); else
   * another one takes back what it did ({@link Verdict.Planned}).
   */
  record CancelDeployment(long call, String id, boolean force) implements MarathonEvent {}

  /** Launches of the app or pod are due at once, whatever failed before. {@link Verdict.Done}. */
  record ResetDelay(long call, AppId spec) implements MarathonEvent {}

  /** Time has passed; see {@link MarathonCore#wakeAt}. */
  record Tick() implements MarathonEvent {}
}
