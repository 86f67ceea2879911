package io.cellos.mesos.master.core;

import io.cellos.mesos.link.ToMaster;
import org.apache.mesos.v1.master.Protos;
import org.apache.mesos.v1.scheduler.Protos.Call;

/** What happens to a master. */
public sealed interface MasterEvent {
  /**
   * A scheduler asks for a stream.
   *
   * @param stream new, chosen by the adapter; its events go to it
   */
  record Subscribe(String stream, Call.Subscribe call) implements MasterEvent {}

  /**
   * Any other call of a scheduler.
   *
   * @param callId its answer is an effect with this number
   */
  record SchedulerCall(long callId, String stream, Call call) implements MasterEvent {}

  /** A scheduler's connection is closed. */
  record SchedulerGone(String stream) implements MasterEvent {}

  /**
   * An agent opened a link.
   *
   * @param link new, chosen by the adapter
   */
  record AgentJoined(String link, ToMaster.Register register) implements MasterEvent {}

  record AgentSaid(String link, ToMaster message) implements MasterEvent {}

  record AgentGone(String link) implements MasterEvent {}

  /** A call of an operator that changes something. */
  record OperatorCall(long callId, Protos.Call call) implements MasterEvent {}

  /** Time has passed. */
  record Tick() implements MasterEvent {}
}
