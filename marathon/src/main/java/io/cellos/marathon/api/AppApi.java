package io.cellos.marathon.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.marathon.api.events.EventStreams;
import io.cellos.marathon.api.http.Answer;
import io.cellos.marathon.api.http.Exchange;
import io.cellos.marathon.api.http.Refusal;
import io.cellos.marathon.api.render.AppInfos;
import io.cellos.marathon.api.render.Embed;
import io.cellos.marathon.core.deploy.DeploymentPlan;
import io.cellos.marathon.core.view.MarathonView;
import io.cellos.marathon.core.view.TaskFailure;
import io.cellos.marathon.json.rules.Settings;
import io.cellos.marathon.json.tree.Trees;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.Timestamp;
import io.helidon.http.Status;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.mesos.v1.Protos.MasterInfo;

/** {@code /v2/apps/<id>}, {@code /v2/apps/<group>/*} and {@code /v2/apps/<id>/restart}. */
final class AppApi implements Resource {
  private static final String RESTART = "/restart";

  private final AppChanges changes;
  private final EventStreams events;
  private final SandboxExcerpt sandbox;

  AppApi(Settings settings, EventStreams events, SandboxExcerpt sandbox) {
    this.changes = new AppChanges(settings);
    this.events = events;
    this.sandbox = sandbox;
  }

  @Override
  public Answer answer(Exchange exchange, String rest, Calls calls)
      throws IOException, InterruptedException {
    if (exchange.verb().equals("DELETE")) {
      return delete(exchange, rest, calls);
    }
    if (rest.endsWith(RESTART)) {
      Refusal.unless(exchange.verb().equals("POST"));
      return restart(exchange, rest.substring(0, rest.length() - RESTART.length()), calls);
    }
    return switch (exchange.verb()) {
      case "GET" -> show(exchange, rest, calls.view());
      case "PUT" -> change(exchange, rest, calls, exchange.flag("partialUpdate", true), true);
      case "PATCH" -> change(exchange, rest, calls, true, false);
      default -> throw Refusal.wrongMethod();
    };
  }

  private Answer show(Exchange exchange, String rest, MarathonView view)
      throws InterruptedException {
    Set<Embed> embeds = Embed.of(exchange.queries("embed"));
    embeds.addAll(List.of(Embed.COUNTS, Embed.TASKS, Embed.LAST_TASK_FAILURE, Embed.DEPLOYMENTS));
    Group root = view.tree().root();
    Timestamp now = new Timestamp(Instant.now());
    if (rest.equals("*") || rest.endsWith("/*")) {
      AppId id = Ids.find("Group", rest.substring(0, rest.length() - 1));
      Group group = root.group(id).orElseThrow(() -> Refusal.unknown("Group", id.toString()));
      AppInfos infos = new AppInfos(view, embeds, now);
      return Answers.list("*", group.allApps().map(infos::write));
    }
    AppId id = Ids.find("App", rest);
    AppDefinition app = root.app(id).orElseThrow(() -> Refusal.unknown("App", id.toString()));
    AppInfos infos = new AppInfos(view, embeds, now, excerpt(exchange, view, id));
    return Answer.json(Trees.object().set("app", infos.write(app)));
  }

  /**
   * Only for who asks for the failure by name: agents that are gone take a second to be noticed.
   */
  private Optional<JsonNode> excerpt(Exchange exchange, MarathonView view, AppId id)
      throws InterruptedException {
    Optional<TaskFailure> failure = Optional.ofNullable(view.failures().get(id));
    if (failure.isEmpty()
        || view.framework().isEmpty()
        || view.master().isEmpty()
        || !Embed.of(exchange.queries("embed")).contains(Embed.LAST_TASK_FAILURE)) {
      return Optional.empty();
    }
    MasterInfo master = view.master().get();
    URI uri = URI.create("http://" + master.getHostname() + ":" + master.getPort());
    return sandbox
        .read(uri, view.framework().get().getValue(), failure.get())
        .map(text -> Trees.object().put("stderr", text));
  }

  private Answer change(
      Exchange exchange, String rest, Calls calls, boolean partial, boolean mayCreate)
      throws IOException, InterruptedException {
    AppId id = Ids.valid(rest);
    boolean force = exchange.flag("force", false);
    AppChanges.Circumstances now =
        new AppChanges.Circumstances(calls.root(), calls.history(), force, partial, mayCreate);
    AppChanges.Change change = changes.one(id, exchange.json(), now);
    DeploymentPlan plan =
        calls.change(
            force, (tree, version) -> tree.putApp(change.apply(tree.root(), version), version));
    plan.target()
        .app(id)
        .ifPresent(
            app -> events.tell(event -> event.apiPost(exchange.client(), exchange.path(), app)));
    return plan.original().app(id).isPresent()
        ? Answers.of(plan)
        : Answers.of(Status.CREATED_201, plan).header("Location", Answers.location(exchange, id));
  }

  private static Answer delete(Exchange exchange, String rest, Calls calls)
      throws IOException, InterruptedException {
    AppId id = Ids.find("App", rest);
    return Answers.of(
        calls.change(
            exchange.flag("force", true),
            (tree, version) -> {
              app(tree.root(), id);
              return tree.removeApp(id, version);
            }));
  }

  private static Answer restart(Exchange exchange, String rest, Calls calls)
      throws IOException, InterruptedException {
    AppId id = Ids.find("App", rest);
    return Answers.of(
        calls.change(
            exchange.flag("force", false),
            (tree, version) -> tree.putApp(app(tree.root(), id).markedForRestart(), version)));
  }

  private static AppDefinition app(Group root, AppId id) {
    return root.app(id).orElseThrow(() -> Refusal.unknown("App", id.toString()));
  }
}
