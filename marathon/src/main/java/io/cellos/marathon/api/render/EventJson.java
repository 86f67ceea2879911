package io.cellos.marathon.api.render;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.marathon.core.Announcement;
import io.cellos.marathon.core.deploy.DeploymentPlan;
import io.cellos.marathon.core.deploy.DeploymentStep;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.Place;
import io.cellos.marathon.core.instance.Task;
import io.cellos.marathon.core.instance.TaskId;
import io.cellos.marathon.json.AppJson;
import io.cellos.marathon.json.DeploymentJson;
import io.cellos.marathon.json.tree.Trees;
import io.cellos.marathon.json.write.CheckWriter;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Timestamp;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Events as those who follow the stream see them.
 *
 * @param at when it happened
 */
public record EventJson(Timestamp at) {
  /** An event's type is also in its body. */
  public static String type(ObjectNode event) {
    return event.get("eventType").textValue();
  }

  /** Somebody changed an app by the API. */
  public ObjectNode apiPost(String client, String uri, AppDefinition app) {
    ObjectNode object = Trees.object().put("clientIp", client).put("uri", uri);
    object.set("appDefinition", AppJson.write(app));
    return typed(object, "api_post_event");
  }

  /**
   * Somebody changed a pod by the API.
   *
   * @param verb {@code created}, {@code updated} or {@code deleted}
   */
  public ObjectNode pod(String client, String uri, String verb) {
    return typed(Trees.object().put("clientIp", client).put("uri", uri), "pod_" + verb + "_event");
  }

  public ObjectNode attached(String client) {
    return typed(Trees.object().put("remoteAddress", client), "event_stream_attached");
  }

  public ObjectNode detached(String client) {
    return typed(Trees.object().put("remoteAddress", client), "event_stream_detached");
  }

  /** The events that come of what happened; none if it is told in another way. */
  public List<ObjectNode> of(Announcement happened) {
    return switch (happened) {
      case Announcement.DeploymentTold told -> List.of(deployment(told));
      case Announcement.GroupChanged changed ->
          List.of(
              typed(
                  Trees.object()
                      .put("groupId", changed.group().toString())
                      .put("version", changed.version().toString()),
                  "group_change_success"));
      case Announcement.GroupNotChanged refused ->
          List.of(
              typed(
                  Trees.object()
                      .put("groupId", refused.group().toString())
                      .put("version", refused.version().toString())
                      .put("reason", refused.reason()),
                  "group_change_failed"));
      case Announcement.AppTerminated ended ->
          List.of(
              typed(Trees.object().put("appId", ended.app().toString()), "app_terminated_event"));
      case Announcement.PodChanged _ -> List.of(); // the API tells, which knows who did it
      case Announcement.StatusUpdated updated -> List.of(status(updated));
      case Announcement.InstanceChanged changed -> List.of(changed(changed.instance()));
      case Announcement.UnknownTerminated ended -> List.of(unknown(ended));
      case Announcement.HealthCheckAdded added -> List.of(added(added));
      case Announcement.HealthCheckRemoved(AppId app) ->
          List.of(typed(Trees.object().put("appId", app.toString()), "remove_health_check_event"));
      case Announcement.HealthChanged changed -> health(changed);
      case Announcement.HealthCheckFailed failed -> List.of(failed(failed));
      case Announcement.UnhealthyKill kill -> List.of(kill(kill));
      case Announcement.Failed _ -> List.of(); // the status update tells
      case Announcement.ExecutorSaid said -> List.of(said(said));
      case Announcement.SchedulerRegistered registered -> List.of(registered(registered));
      case Announcement.SchedulerDisconnected() ->
          List.of(typed(Trees.object(), "scheduler_disconnected_event"));
    };
  }

  private ObjectNode typed(ObjectNode object, String type) {
    return object.put("eventType", type).put("timestamp", at.toString());
  }

  private ObjectNode deployment(Announcement.DeploymentTold told) {
    return switch (told.what()) {
      case STARTED -> step(told, "deployment_info");
      case STEP_SUCCESS -> step(told, "deployment_step_success");
      case STEP_FAILURE -> step(told, "deployment_step_failure");
      case SUCCESS -> over(told.plan(), "deployment_success");
      case FAILED -> over(told.plan(), "deployment_failed");
    };
  }

  private ObjectNode step(Announcement.DeploymentTold told, String type) {
    ObjectNode object = Trees.object();
    object.set("plan", DeploymentJson.plan(told.plan()));
    DeploymentStep step = told.step().orElse(new DeploymentStep(List.of()));
    object.set("currentStep", DeploymentJson.step(step));
    return typed(object, type);
  }

  private ObjectNode over(DeploymentPlan plan, String type) {
    ObjectNode object = Trees.object().put("id", plan.id());
    object.set("plan", DeploymentJson.plan(plan));
    return typed(object, type);
  }

  private ObjectNode status(Announcement.StatusUpdated updated) {
    Instance instance = updated.instance();
    Task task = updated.task();
    ObjectNode object =
        Trees.object()
            .put("slaveId", instance.place().map(Place::agentId).orElse(""))
            .put("taskId", task.id().toString())
            .put("taskStatus", updated.condition())
            .put("message", updated.message())
            .put("appId", instance.spec().id().toString())
            .put("host", instance.place().map(Place::hostname).orElse(""));
    object.set("ipAddresses", Trees.array(task.addresses(), TaskJson::address));
    task.hostPorts().forEach(object.putArray("ports")::add);
    object.put("version", instance.spec().version().toString());
    return typed(object, "status_update_event");
  }

  private ObjectNode changed(Instance instance) {
    ObjectNode object =
        Trees.object()
            .put("instanceId", instance.id().toString())
            .put("condition", instance.condition().toString())
            .put("runSpecId", instance.spec().id().toString());
    instance
        .place()
        .ifPresent(place -> object.put("agentId", place.agentId()).put("host", place.hostname()));
    object.put("runSpecVersion", instance.spec().version().toString());
    return typed(object, "instance_changed_event");
  }

  private ObjectNode unknown(Announcement.UnknownTerminated ended) {
    return typed(
        Trees.object()
            .put("instanceId", ended.instance().toString())
            .put("runSpecId", ended.spec().toString())
            .put("condition", ended.condition().toString()),
        "unknown_instance_terminated_event");
  }

  private ObjectNode added(Announcement.HealthCheckAdded added) {
    ObjectNode object = Trees.object().put("appId", added.app().id().toString());
    object.set("healthCheck", CheckWriter.healthOfApp(added.check()));
    object.put("version", added.app().version().toString());
    return typed(object, "add_health_check_event");
  }

  /** The message is in base64, as documented and as clients read it. */
  private ObjectNode said(Announcement.ExecutorSaid said) {
    ObjectNode object =
        Trees.object().put("executorId", said.executor()).put("slaveId", said.agent());
    object.put("message", Base64.getEncoder().encodeToString(said.message().toByteArray()));
    return typed(object, "framework_message_event");
  }

  private List<ObjectNode> health(Announcement.HealthChanged changed) {
    Instance instance = changed.instance();
    ObjectNode object =
        Trees.object()
            .put("instanceId", instance.id().toString())
            .put("runSpecId", instance.spec().id().toString());
    changed.healthy().ifPresent(healthy -> object.put("healthy", healthy));
    object.put("runSpecVersion", instance.spec().version().toString());
    List<ObjectNode> events = new ArrayList<>();
    events.add(typed(object, "instance_health_changed_event"));
    if (changed.healthy().isPresent() && instance.spec() instanceof AppDefinition app) {
      events.add(
          typed(
              Trees.object()
                  .put("appId", app.id().toString())
                  .put("instanceId", instance.id().toString())
                  .put("version", app.version().toString())
                  .put("alive", changed.healthy().get()),
              "health_status_changed_event"));
    }
    return events;
  }

  /** Its taskId is, as upstream, the instance's. */
  private ObjectNode failed(Announcement.HealthCheckFailed failed) {
    ObjectNode object = Trees.object().put("appId", failed.instance().spec().id().toString());
    object.set("healthCheck", CheckWriter.healthOfApp(failed.check()));
    object.put("taskId", failed.instance().id().toString());
    return typed(object, "failed_health_check_event");
  }

  private ObjectNode kill(Announcement.UnhealthyKill kill) {
    Instance instance = kill.instance();
    Optional<TaskId> task = instance.tasks().keySet().stream().findFirst();
    ObjectNode object =
        Trees.object()
            .put("appId", instance.spec().id().toString())
            .put("taskId", task.map(TaskId::toString).orElse(""))
            .put("instanceId", instance.id().toString())
            .put("version", instance.spec().version().toString())
            .put("reason", kill.reason())
            .put("host", instance.place().map(Place::hostname).orElse(""));
    instance.place().ifPresent(place -> object.put("slaveId", place.agentId()));
    return typed(object, "unhealthy_instance_kill_event");
  }

  private ObjectNode registered(Announcement.SchedulerRegistered registered) {
    return registered.again()
        ? typed(Trees.object().put("master", registered.master()), "scheduler_reregistered_event")
        : typed(
            Trees.object()
                .put("frameworkId", registered.framework())
                .put("master", registered.master()),
            "scheduler_registered_event");
  }
}
