package io.cellos.marathon.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.marathon.api.http.Answer;
import io.cellos.marathon.api.http.Exchange;
import io.cellos.marathon.api.http.Refusal;
import io.cellos.marathon.api.render.TaskJson;
import io.cellos.marathon.api.render.TaskText;
import io.cellos.marathon.core.instance.Condition;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.InstanceId;
import io.cellos.marathon.core.instance.TaskId;
import io.cellos.marathon.core.view.MarathonView;
import io.cellos.marathon.json.schema.InvalidJsonException;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Problem;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code /v2/tasks} and {@code /v2/tasks/delete}. */
final class TasksApi implements Resource {
  @Override
  public Answer answer(Exchange exchange, String rest, Calls calls)
      throws IOException, InterruptedException {
    return switch (rest) {
      case "" -> {
        Refusal.unless(exchange.verb().equals("GET"));
        yield list(exchange, calls.view());
      }
      case "delete" -> {
        Refusal.unless(exchange.verb().equals("POST"));
        yield kill(exchange, calls);
      }
      default -> throw Refusal.noSuchPath();
    };
  }

  private static Answer list(Exchange exchange, MarathonView view) {
    List<AppDefinition> apps = view.tree().root().allApps().toList();
    if (TaskText.isAskedFor(exchange::asksFor)) {
      return Answer.text(TaskText.of(view, apps));
    }
    Set<Condition> wanted = conditions(exchange);
    return Answers.list(
        "tasks",
        apps.stream()
            .flatMap(
                app ->
                    TaskJson.ofInstances(
                        view,
                        view.instancesOf(app.id()).stream()
                            .filter(i -> wanted.isEmpty() || wanted.contains(i.condition()))
                            .toList())));
  }

  /** As upstream: a status that is none of the two is as if it were not there. */
  private static Set<Condition> conditions(Exchange exchange) {
    Set<String> names = new HashSet<>(exchange.queries("status"));
    names.addAll(exchange.queries("status[]"));
    Set<Condition> conditions = EnumSet.noneOf(Condition.class);
    for (String name : names) {
      switch (name.toLowerCase(Locale.ROOT)) {
        case "running" -> conditions.add(Condition.RUNNING);
        case "staging" -> conditions.add(Condition.STAGING);
        default -> {}
      }
    }
    return conditions;
  }

  private static Answer kill(Exchange exchange, Calls calls)
      throws IOException, InterruptedException {
    Kills kills = Kills.of(exchange);
    Set<InstanceId> wanted = instances(exchange.json());
    MarathonView view = calls.view();
    Map<AppId, List<Instance>> found =
        wanted.stream()
            .flatMap(id -> find(view, id))
            .collect(
                Collectors.groupingBy(
                    instance -> instance.spec().id(), LinkedHashMap::new, Collectors.toList()));
    if (kills.scale()) {
      return Answers.of(kills.killAndScale(calls, view, found));
    }
    List<Instance> ofApps =
        found.entrySet().stream()
            .filter(some -> view.tree().root().app(some.getKey()).isPresent())
            .flatMap(some -> some.getValue().stream())
            .toList();
    if (!ofApps.isEmpty()) {
      calls.kill(ofApps, kills.wipe());
    }
    return Answers.list("tasks", TaskJson.ofInstances(view, ofApps));
  }

  private static Stream<Instance> find(MarathonView view, InstanceId id) {
    return view.instancesOf(id.spec()).stream().filter(instance -> instance.id().equals(id));
  }

  private static Set<InstanceId> instances(JsonNode body) {
    JsonNode ids = body.path("ids");
    if (!ids.isArray()) {
      String error = ids.isMissingNode() ? "error.path.missing" : "error.expected.jsarray";
      throw new InvalidJsonException(List.of(new Problem("/ids", error)));
    }
    Set<InstanceId> instances = new LinkedHashSet<>();
    for (int i = 0; i < ids.size(); i++) {
      if (!ids.get(i).isTextual()) {
        throw new InvalidJsonException(
            List.of(new Problem("/ids(" + i + ")", "error.expected.jsstring")));
      }
      String id = ids.get(i).textValue();
      instances.add(
          TaskId.find(id)
              .orElseThrow(() -> Refusal.badRequest("Invalid task id '" + id + "'."))
              .instance());
    }
    return instances;
  }
}
