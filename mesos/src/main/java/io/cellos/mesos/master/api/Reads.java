package io.cellos.mesos.master.api;

import io.cellos.mesos.master.core.view.AgentView;
import io.cellos.mesos.master.core.view.FrameworkView;
import io.cellos.mesos.master.core.view.MasterView;
import io.cellos.mesos.master.core.view.RoleView;
import java.util.List;
import java.util.stream.Stream;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Role;
import org.apache.mesos.v1.Protos.Value;
import org.apache.mesos.v1.master.Protos.Response;
import org.apache.mesos.v1.quota.Protos.QuotaConfig;
import org.apache.mesos.v1.quota.Protos.QuotaInfo;
import org.apache.mesos.v1.quota.Protos.QuotaStatus;

/** What a master knows, as answers to the reading calls of operators. */
record Reads(MasterView view) {

  Response.GetState state() {
    return Response.GetState.newBuilder()
        .setGetTasks(tasks())
        .setGetExecutors(executors())
        .setGetFrameworks(frameworks())
        .setGetAgents(agents())
        .build();
  }

  Response.GetAgents agents() {
    return Response.GetAgents.newBuilder()
        .addAllAgents(view.agents().stream().map(AgentView::summary).toList())
        .addAllRecoveredAgents(view.recoveredAgents())
        .build();
  }

  Response.GetFrameworks frameworks() {
    return Response.GetFrameworks.newBuilder()
        .addAllFrameworks(view.frameworks().stream().map(FrameworkView::summary).toList())
        .addAllCompletedFrameworks(view.completed().stream().map(FrameworkView::summary).toList())
        .build();
  }

  Response.GetExecutors executors() {
    Response.GetExecutors.Builder executors = Response.GetExecutors.newBuilder();
    allFrameworks().forEach(framework -> executors.addAllExecutors(framework.executors()));
    return executors.build();
  }

  Response.GetTasks tasks() {
    Response.GetTasks.Builder tasks = Response.GetTasks.newBuilder();
    allFrameworks()
        .forEach(
            framework ->
                tasks
                    .addAllTasks(framework.tasks())
                    .addAllUnreachableTasks(framework.unreachable())
                    .addAllCompletedTasks(framework.completed()));
    return tasks.build();
  }

  private Stream<FrameworkView> allFrameworks() {
    return Stream.concat(view.frameworks().stream(), view.completed().stream());
  }

  Response.GetRoles roles() {
    return Response.GetRoles.newBuilder()
        .addAllRoles(view.roles().stream().map(Reads::role).toList())
        .build();
  }

  private static Role role(RoleView role) {
    return Role.newBuilder()
        .setName(role.name())
        .setWeight(role.weight())
        .addAllFrameworks(role.frameworks())
        .addAllResources(role.allocated().plus(role.offered()).list())
        .build();
  }

  /** Quotas in today's form and in that before Mesos 1.9. */
  @SuppressWarnings("deprecation")
  static QuotaStatus quotas(List<QuotaConfig> configs) {
    return QuotaStatus.newBuilder()
        .addAllInfos(configs.stream().map(Reads::info).toList())
        .addAllConfigs(configs)
        .build();
  }

  private static QuotaInfo info(QuotaConfig config) {
    QuotaInfo.Builder info = QuotaInfo.newBuilder().setRole(config.getRole());
    config
        .getGuaranteesMap()
        .forEach(
            (name, amount) ->
                info.addGuarantee(
                    Resource.newBuilder()
                        .setName(name)
                        .setType(Value.Type.SCALAR)
                        .setScalar(amount)));
    return info.build();
  }
}
