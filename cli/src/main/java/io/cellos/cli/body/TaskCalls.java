package io.cellos.cli.body;

import io.cellos.protocols.mesos.Resources;
import java.util.List;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.Environment;
import org.apache.mesos.v1.Protos.Filters;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.FrameworkInfo.Capability;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.scheduler.Protos.Call;

/** The calls of a framework that runs one task. */
final class TaskCalls {
  /** How long a master keeps the task after this program has gone without a word. */
  private static final double FAILOVER_SECONDS = 60;

  /** An offer that does not fit may fit soon, when somebody else's task has ended. */
  private static final double REFUSE_SECONDS = 1;

  private final TaskRequest request;
  private final TaskID id;

  TaskCalls(TaskRequest request, String id) {
    this.request = request;
    this.id = TaskID.newBuilder().setValue(id).build();
  }

  /**
   * @param framework null for the first time
   */
  Call subscribe(FrameworkID framework) {
    FrameworkInfo.Builder info =
        FrameworkInfo.newBuilder()
            .setUser(request.user())
            .setName("cell run " + request.name())
            .setFailoverTimeout(FAILOVER_SECONDS)
            .setCheckpoint(true) // else Apache Mesos ends the task when its agent starts again
            .addRoles(request.role())
            .addCapabilities(capability(Capability.Type.MULTI_ROLE))
            .addCapabilities(capability(Capability.Type.RESERVATION_REFINEMENT));
    Call.Builder call = Call.newBuilder().setType(Call.Type.SUBSCRIBE);
    if (framework != null) {
      info.setId(framework);
      call.setFrameworkId(framework);
    }
    return call.setSubscribe(Call.Subscribe.newBuilder().setFrameworkInfo(info)).build();
  }

  private static Capability capability(Capability.Type type) {
    return Capability.newBuilder().setType(type).build();
  }

  Call launch(FrameworkID framework, Offer offer, Resources resources) {
    TaskInfo task =
        TaskInfo.newBuilder()
            .setName(request.name())
            .setTaskId(id)
            .setAgentId(offer.getAgentId())
            .addAllResources(resources.list())
            .setCommand(command())
            .build();
    return call(framework, Call.Type.ACCEPT)
        .setAccept(
            Call.Accept.newBuilder()
                .addOfferIds(offer.getId())
                .addOperations(
                    Offer.Operation.newBuilder()
                        .setType(Offer.Operation.Type.LAUNCH)
                        .setLaunch(Offer.Operation.Launch.newBuilder().addTaskInfos(task))))
        .build();
  }

  private CommandInfo command() {
    Environment.Builder environment = Environment.newBuilder();
    request
        .environment()
        .forEach(
            (name, value) ->
                environment.addVariables(
                    Environment.Variable.newBuilder().setName(name).setValue(value)));
    return CommandInfo.newBuilder()
        .setShell(true)
        .setValue(request.command())
        .setEnvironment(environment)
        .build();
  }

  Call decline(FrameworkID framework, List<Offer> offers) {
    Call.Decline.Builder decline =
        Call.Decline.newBuilder().setFilters(Filters.newBuilder().setRefuseSeconds(REFUSE_SECONDS));
    offers.forEach(offer -> decline.addOfferIds(offer.getId()));
    return call(framework, Call.Type.DECLINE).setDecline(decline).build();
  }

  Call suppress(FrameworkID framework) {
    return call(framework, Call.Type.SUPPRESS).build();
  }

  /** Wants offers again. */
  Call revive(FrameworkID framework) {
    return call(framework, Call.Type.REVIVE).build();
  }

  Call acknowledge(FrameworkID framework, TaskStatus status) {
    return call(framework, Call.Type.ACKNOWLEDGE)
        .setAcknowledge(
            Call.Acknowledge.newBuilder()
                .setAgentId(status.getAgentId())
                .setTaskId(status.getTaskId())
                .setUuid(status.getUuid()))
        .build();
  }

  /** Has the master tell what became of the task while nobody listened. */
  Call reconcile(FrameworkID framework) {
    return call(framework, Call.Type.RECONCILE)
        .setReconcile(
            Call.Reconcile.newBuilder().addTasks(Call.Reconcile.Task.newBuilder().setTaskId(id)))
        .build();
  }

  Call kill(FrameworkID framework) {
    return call(framework, Call.Type.KILL).setKill(Call.Kill.newBuilder().setTaskId(id)).build();
  }

  Call teardown(FrameworkID framework) {
    return call(framework, Call.Type.TEARDOWN).build();
  }

  private static Call.Builder call(FrameworkID framework, Call.Type type) {
    return Call.newBuilder().setFrameworkId(framework).setType(type);
  }
}
