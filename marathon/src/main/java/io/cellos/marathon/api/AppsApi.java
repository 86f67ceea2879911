package io.cellos.marathon.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.marathon.api.events.EventStreams;
import io.cellos.marathon.api.http.Answer;
import io.cellos.marathon.api.http.Exchange;
import io.cellos.marathon.api.http.Refusal;
import io.cellos.marathon.api.render.AppInfos;
import io.cellos.marathon.api.render.Embed;
import io.cellos.marathon.api.render.LabelSelector;
import io.cellos.marathon.core.deploy.DeploymentPlan;
import io.cellos.marathon.core.group.GroupTree;
import io.cellos.marathon.core.view.MarathonView;
import io.cellos.marathon.json.AppJson;
import io.cellos.marathon.json.rules.Settings;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.Timestamp;
import io.cellos.marathon.model.VersionInfo;
import io.helidon.http.Status;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** {@code /v2/apps} itself. */
final class AppsApi implements Resource {
  private final AppJson json;
  private final AppChanges changes;
  private final EventStreams events;

  AppsApi(Settings settings, EventStreams events) {
    this.json = new AppJson(settings);
    this.changes = new AppChanges(settings);
    this.events = events;
  }

  @Override
  public Answer answer(Exchange exchange, String rest, Calls calls)
      throws IOException, InterruptedException {
    return switch (exchange.verb()) {
      case "GET" -> list(exchange, calls.view());
      case "POST" -> create(exchange, calls);
      case "PUT" -> several(exchange, calls, exchange.flag("partialUpdate", true), true);
      case "PATCH" -> several(exchange, calls, true, false);
      default -> throw Refusal.wrongMethod();
    };
  }

  private static Answer list(Exchange exchange, MarathonView view) {
    Predicate<AppDefinition> wanted = wanted(exchange);
    Set<Embed> embeds = Embed.of(exchange.queries("embed"));
    embeds.addAll(List.of(Embed.COUNTS, Embed.DEPLOYMENTS));
    AppInfos infos = new AppInfos(view, embeds, new Timestamp(Instant.now()));
    return Answers.list("apps", view.tree().root().allApps().filter(wanted).map(infos::write));
  }

  private static Predicate<AppDefinition> wanted(Exchange exchange) {
    Predicate<AppDefinition> cmd =
        exchange
            .query("cmd")
            .<Predicate<AppDefinition>>map(
                part -> app -> app.execution().cmd().filter(has(part)).isPresent())
            .orElse(_ -> true);
    Predicate<AppDefinition> id =
        exchange
            .query("id")
            .<Predicate<AppDefinition>>map(part -> app -> has(part).test(app.id().toString()))
            .orElse(_ -> true);
    Optional<Predicate<Map<String, String>>> labels =
        exchange.query("label").map(LabelSelector::parse);
    return cmd.and(id).and(app -> labels.isEmpty() || labels.get().test(app.labels()));
  }

  private static Predicate<String> has(String part) {
    String lower = part.toLowerCase(Locale.ROOT);
    return text -> text.toLowerCase(Locale.ROOT).contains(lower);
  }

  private Answer create(Exchange exchange, Calls calls) throws IOException, InterruptedException {
    AppDefinition app = json.read(exchange.json(), calls.root());
    DeploymentPlan plan =
        calls.change(
            exchange.flag("force", false),
            (now, version) -> {
              if (now.root().app(app.id()).isPresent()) {
                throw new Refusal(
                    Status.CONFLICT_409, "An app with id [" + app.id() + "] already exists.");
              }
              return now.putApp(app.withVersionInfo(new VersionInfo.Only(version)), version);
            });
    AppDefinition made = app.withVersionInfo(new VersionInfo.Only(plan.version()));
    events.tell(event -> event.apiPost(exchange.client(), exchange.path(), made));
    return Answer.json(Status.CREATED_201, AppInfos.created(made, plan.id()))
        .header("Location", Answers.location(exchange, app.id()))
        .header(Answers.DEPLOYMENT, plan.id());
  }

  private Answer several(Exchange exchange, Calls calls, boolean partial, boolean mayCreate)
      throws IOException, InterruptedException {
    boolean force = exchange.flag("force", false);
    JsonNode body = exchange.json();
    AppChanges.Circumstances now =
        new AppChanges.Circumstances(calls.root(), calls.history(), force, partial, mayCreate);
    List<AppChanges.Change> all = changes.several(body, now);
    DeploymentPlan plan =
        calls.change(
            force,
            (tree, version) -> {
              GroupTree result = tree;
              for (AppChanges.Change change : all) {
                result = result.putApp(change.apply(result.root(), version), version);
              }
              return result;
            });
    return Answers.of(plan);
  }
}
