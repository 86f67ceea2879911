package io.cellos.marathon.api;

import io.cellos.marathon.api.http.Answer;
import io.cellos.marathon.api.http.Exchange;
import io.cellos.marathon.api.http.Refusal;
import io.cellos.marathon.api.render.TaskJson;
import io.cellos.marathon.api.render.TaskText;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.TaskId;
import io.cellos.marathon.core.view.MarathonView;
import io.cellos.marathon.json.tree.Trees;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code /v2/apps/<id>/tasks}. */
final class AppTasksApi {
  /**
   * @param task null for all
   */
  Answer answer(Exchange exchange, String rest, String task, Calls calls)
      throws IOException, InterruptedException {
    if (exchange.verb().equals("DELETE")) {
      return task == null ? all(exchange, rest, calls) : one(exchange, rest, task, calls);
    }
    Refusal.unless(exchange.verb().equals("GET") && task == null);
    return list(exchange, rest, calls.view());
  }

  private static Answer list(Exchange exchange, String rest, MarathonView view) {
    List<AppDefinition> apps = apps(rest, view.tree().root()).toList();
    return TaskText.isAskedFor(exchange::asksFor)
        ? Answer.text(TaskText.of(view, apps))
        : Answers.list("tasks", apps.stream().flatMap(app -> TaskJson.ofSpec(view, app.id())));
  }

  private static Stream<AppDefinition> apps(String rest, Group root) {
    if (rest.equals("*") || rest.endsWith("/*")) {
      AppId id = Ids.find("Group", rest.substring(0, rest.length() - 1));
      return root.group(id).orElseThrow(() -> Refusal.unknown("Group", id.toString())).allApps();
    }
    AppId id = Ids.find("App", rest);
    return Stream.of(root.app(id).orElseThrow(() -> Refusal.unknown("App", id.toString())));
  }

  private static Answer all(Exchange exchange, String rest, Calls calls)
      throws IOException, InterruptedException {
    Optional<String> host = exchange.query("host").filter(name -> !name.equals("*"));
    MarathonView view = calls.view();
    AppId id = Ids.find("App", rest);
    List<Instance> found =
        view.instancesOf(id).stream()
            .filter(
                instance ->
                    host.isEmpty()
                        || instance
                            .place()
                            .filter(p -> p.hostname().equals(host.get()))
                            .isPresent())
            .toList();
    Kills kills = Kills.of(exchange);
    if (kills.scale()) {
      return Answers.of(kills.killAndScale(calls, view, Map.of(id, found)));
    }
    kill(calls, view, id, found, kills);
    return Answers.list("tasks", TaskJson.ofInstances(view, found));
  }

  private static Answer one(Exchange exchange, String rest, String task, Calls calls)
      throws IOException, InterruptedException {
    MarathonView view = calls.view();
    AppId id = Ids.find("App", rest);
    List<Instance> found =
        TaskId.find(task).stream()
            .flatMap(
                wanted ->
                    view.instancesOf(id).stream()
                        .filter(instance -> instance.id().equals(wanted.instance())))
            .toList();
    Kills kills = Kills.of(exchange);
    if (kills.scale()) {
      return Answers.of(kills.killAndScale(calls, view, Map.of(id, found)));
    }
    kill(calls, view, id, found, kills);
    return TaskJson.ofInstances(view, found)
        .findFirst()
        .map(killed -> Answer.json(Trees.object().set("task", killed)))
        .orElseThrow(() -> Refusal.unknown("Task", task));
  }

  private static void kill(
      Calls calls, MarathonView view, AppId id, List<Instance> found, Kills kills)
      throws IOException, InterruptedException {
    if (view.tree().root().app(id).isEmpty()) {
      throw Refusal.unknown("App", id.toString());
    }
    if (!found.isEmpty()) {
      calls.kill(found, kills.wipe());
    }
  }
}
