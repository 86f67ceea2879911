package io.cellos.marathon.core;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.Filters;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.scheduler.Protos.Call;

/** What is said to Mesos; {@link Outbox#say} adds the framework's id. */
final class Calls {
  private Calls() {}

  /**
   * @param refuse how long what is left of the offer shall not come again
   */
  static Call.Builder accept(Offer offer, List<Offer.Operation> operations, Duration refuse) {
    return call(Call.Type.ACCEPT)
        .setAccept(
            Call.Accept.newBuilder()
                .addOfferIds(offer.getId())
                .addAllOperations(operations)
                .setFilters(filters(refuse)));
  }

  static Call.Builder decline(List<Offer> offers, Duration refuse) {
    return call(Call.Type.DECLINE)
        .setDecline(
            Call.Decline.newBuilder()
                .addAllOfferIds(offers.stream().map(Offer::getId).toList())
                .setFilters(filters(refuse)));
  }

  private static Filters filters(Duration refuse) {
    return Filters.newBuilder().setRefuseSeconds(refuse.toMillis() / 1000.0).build();
  }

  static Call.Builder revive(String role) {
    return call(Call.Type.REVIVE).setRevive(Call.Revive.newBuilder().addRoles(role));
  }

  static Call.Builder suppress(String role) {
    return call(Call.Type.SUPPRESS).setSuppress(Call.Suppress.newBuilder().addRoles(role));
  }

  static Call.Builder kill(String task, Optional<String> agent) {
    Call.Kill.Builder kill = Call.Kill.newBuilder().setTaskId(TaskID.newBuilder().setValue(task));
    agent.ifPresent(id -> kill.setAgentId(AgentID.newBuilder().setValue(id)));
    return call(Call.Type.KILL).setKill(kill);
  }

  static Call.Builder acknowledge(TaskStatus status) {
    return call(Call.Type.ACKNOWLEDGE)
        .setAcknowledge(
            Call.Acknowledge.newBuilder()
                .setAgentId(status.getAgentId())
                .setTaskId(status.getTaskId())
                .setUuid(status.getUuid()));
  }

  /**
   * @param tasks none to be told about all there are
   */
  static Call.Builder reconcile(List<Call.Reconcile.Task> tasks) {
    return call(Call.Type.RECONCILE).setReconcile(Call.Reconcile.newBuilder().addAllTasks(tasks));
  }

  static Call.Reconcile.Task asked(String task, Optional<String> agent) {
    Call.Reconcile.Task.Builder asked =
        Call.Reconcile.Task.newBuilder().setTaskId(TaskID.newBuilder().setValue(task));
    agent.ifPresent(id -> asked.setAgentId(AgentID.newBuilder().setValue(id)));
    return asked.build();
  }

  private static Call.Builder call(Call.Type type) {
    return Call.newBuilder().setType(type);
  }
}
