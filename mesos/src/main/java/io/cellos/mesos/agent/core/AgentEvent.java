package io.cellos.mesos.agent.core;

import io.cellos.mesos.link.ToAgent;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.CheckStatusInfo;
import org.apache.mesos.v1.Protos.NetworkInfo;
import org.apache.mesos.v1.Protos.TaskStatus.Reason;
import org.apache.mesos.v1.executor.Protos.Call;

/** What happens to an agent. Containers are named by the value of their id. */
public sealed interface AgentEvent {
  record MasterSaid(ToAgent message) implements AgentEvent {}

  /** The link to the master is broken. */
  record MasterGone() implements AgentEvent {}

  /** The container's process runs; also said of those that are found running after a restart. */
  record Launched(String container, List<NetworkInfo> networks) implements AgentEvent {
    public Launched {
      networks = List.copyOf(networks);
    }
  }

  /** The container never ran, and won't. */
  record NotLaunched(String container, Reason reason, String message) implements AgentEvent {}

  /**
   * The container's process has ended.
   *
   * @param status empty if nobody knows
   */
  record Ended(String container, Optional<WaitStatus> status, Optional<Limitation> limitation)
      implements AgentEvent {}

  /**
   * @param kill it failed too often
   */
  record HealthChanged(TaskKey task, boolean healthy, boolean kill) implements AgentEvent {}

  record CheckChanged(TaskKey task, CheckStatusInfo status) implements AgentEvent {}

  /**
   * An executor asks for its events.
   *
   * @param stream new, chosen by the adapter; its events go to it
   */
  record ExecutorJoined(String framework, String executor, String stream, Call.Subscribe call)
      implements AgentEvent {}

  record ExecutorSaid(String framework, String executor, Call call) implements AgentEvent {}

  record ExecutorLeft(String framework, String executor, String stream) implements AgentEvent {}

  /** The operator wants the agent to leave for good. */
  record Leave() implements AgentEvent {}

  /** Time has passed. */
  record Tick() implements AgentEvent {}
}
