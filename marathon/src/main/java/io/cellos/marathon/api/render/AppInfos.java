package io.cellos.marathon.api.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.view.MarathonView;
import io.cellos.marathon.core.view.RunningDeployment;
import io.cellos.marathon.core.view.TaskFailure;
import io.cellos.marathon.json.AppJson;
import io.cellos.marathon.json.tree.Trees;
import io.cellos.marathon.json.write.CheckWriter;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.ReadinessCheck;
import io.cellos.marathon.model.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Apps with what is embedded in them. Made once for many apps. */
public final class AppInfos {
  private final MarathonView view;
  private final Set<Embed> embeds;
  private final Timestamp now;
  private final Optional<JsonNode> sandbox;
  private final Map<AppId, List<String>> deployments = new HashMap<>();
  private final Map<AppId, List<ReadinessCheck.Result>> readiness = new HashMap<>();

  /**
   * @param sandbox what the failed task of the one app has left to be read
   */
  public AppInfos(MarathonView view, Set<Embed> embeds, Timestamp now, Optional<JsonNode> sandbox) {
    this.view = view;
    this.embeds = embeds;
    this.now = now;
    this.sandbox = sandbox;
    for (RunningDeployment running : view.deployments()) {
      String id = running.plan().id();
      running.plan().affected().forEach(spec -> list(deployments, spec).add(id));
      running.readiness().forEach((app, results) -> list(readiness, app).addAll(results));
    }
  }

  /** Without sandboxes, for many apps at once. */
  public AppInfos(MarathonView view, Set<Embed> embeds, Timestamp now) {
    this(view, embeds, now, Optional.empty());
  }

  private static <T> List<T> list(Map<AppId, List<T>> lists, AppId id) {
    return lists.computeIfAbsent(id, _ -> new ArrayList<>());
  }

  /** A new app, of which nothing runs yet. */
  public static ObjectNode created(AppDefinition app, String deployment) {
    ObjectNode object = AppJson.write(app);
    new TaskCounts(0, 0, 0, 0).put(object);
    object.set("deployments", ids(List.of(deployment)));
    return object;
  }

  public ObjectNode write(AppDefinition app) {
    ObjectNode object = AppJson.write(app);
    List<Instance> instances = view.instancesOf(app.id());
    List<TaskCounts.Counted> counted =
        embeds.contains(Embed.COUNTS) || embeds.contains(Embed.TASK_STATS)
            ? TaskCounts.counted(view, instances)
            : List.of();
    if (embeds.contains(Embed.COUNTS)) {
      TaskCounts.of(counted).put(object);
    }
    if (embeds.contains(Embed.DEPLOYMENTS)) {
      object.set("deployments", ids(deployments.getOrDefault(app.id(), List.of())));
    }
    if (embeds.contains(Embed.READINESS)) {
      List<ReadinessCheck.Result> results = readiness.getOrDefault(app.id(), List.of());
      object.set("readinessCheckResults", Trees.array(results, CheckWriter::readinessResult));
    }
    if (embeds.contains(Embed.TASKS)) {
      ArrayNode tasks = object.putArray("tasks");
      TaskJson.ofInstances(view, instances).forEach(tasks::add);
    }
    if (embeds.contains(Embed.LAST_TASK_FAILURE)) {
      Optional.ofNullable(view.failures().get(app.id()))
          .ifPresent(failure -> object.set("lastTaskFailure", failure(failure)));
    }
    if (embeds.contains(Embed.TASK_STATS)) {
      object.set("tasksStats", TaskStats.write(app.versionInfo(), counted, now));
    }
    return object;
  }

  private JsonNode failure(TaskFailure failure) {
    ObjectNode object = FailureJson.write(failure);
    sandbox.ifPresent(excerpt -> object.set("sandbox", excerpt));
    return object;
  }

  private static ArrayNode ids(List<String> ids) {
    return Trees.array(ids, id -> Trees.object().put("id", id));
  }
}
