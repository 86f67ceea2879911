package io.cellos.marathon.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.marathon.api.http.Refusal;
import io.cellos.marathon.json.AppJson;
import io.cellos.marathon.json.AppUpdate;
import io.cellos.marathon.json.rules.IdRules;
import io.cellos.marathon.json.rules.Settings;
import io.cellos.marathon.json.rules.Violations;
import io.cellos.marathon.json.schema.InvalidJsonException;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.Problem;
import io.cellos.marathon.model.RunSpec;
import io.cellos.marathon.model.Timestamp;
import io.cellos.marathon.model.VersionInfo;
import io.cellos.marathon.service.History;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a PUT or PATCH makes of apps. All that can be checked before is, and all that is slow. */
final class AppChanges {
  private final AppJson json;

  AppChanges(Settings settings) {
    this.json = new AppJson(settings);
  }

  /**
   * What changes depend on.
   *
   * @param root what there is when the change is asked for
   * @param partial whether what is not said stays; else it gets its default
   * @param mayCreate whether an app that there is not is made
   */
  record Circumstances(
      Group root, History history, boolean force, boolean partial, boolean mayCreate) {}

  /** Makes one app. */
  @FunctionalInterface
  interface Change {
    /**
     * @param root what there is when the change is made
     */
    AppDefinition apply(Group root, Timestamp version);
  }

  /** A change of the app at this path, whatever id the body says. */
  Change one(AppId id, JsonNode body, Circumstances now) throws IOException, InterruptedException {
    boolean there = now.root().app(id).isPresent();
    if (!there && !now.mayCreate()) {
      throw Refusal.unknown("App", id.toString());
    }
    if (there && now.partial()) {
      return partial(id, json.readUpdate(body), now);
    }
    AppDefinition complete = json.readAt(id, body, now.root(), now.force());
    return (root, version) ->
        complete.withVersionInfo(
            root.app(id)
                .map(AppDefinition::versionInfo)
                .orElseGet(() -> new VersionInfo.Only(version)));
  }

  private Change partial(AppId id, AppUpdate update, Circumstances now)
      throws IOException, InterruptedException {
    if (update.version().isPresent()) {
      AppDefinition old = old(id, update.version().get(), now.history());
      return (_, _) -> old;
    }
    current(now.root(), id, update, now.force()); // refused before the core is asked
    return (root, _) -> current(root, id, update, now.force());
  }

  private AppDefinition current(Group root, AppId id, AppUpdate update, boolean force) {
    AppDefinition app = root.app(id).orElseThrow(() -> Refusal.unknown("App", id.toString()));
    return json.changed(app, update, root, force);
  }

  private static AppDefinition old(AppId id, Timestamp version, History history)
      throws IOException, InterruptedException {
    Optional<RunSpec> found = history.spec(id, version);
    if (found.isPresent() && found.get() instanceof AppDefinition app) {
      return app;
    }
    throw Refusal.unknown("App", id.toString());
  }

  /** Changes of all the apps in an array, each with its id. */
  List<Change> several(JsonNode body, Circumstances now) throws IOException, InterruptedException {
    if (!body.isArray()) {
      throw new InvalidJsonException(List.of(new Problem("", "error.expected.jsarray")));
    }
    List<Change> all = new ArrayList<>();
    for (int i = 0; i < body.size(); i++) {
      try {
        all.add(one(id(body.get(i), now.partial()), body.get(i), now));
      } catch (InvalidJsonException e) {
        String at = "(" + i + ")";
        throw new InvalidJsonException(
            e.problems().stream().map(problem -> problem.below(at)).toList());
      }
    }
    return all;
  }

  private static AppId id(JsonNode item, boolean partial) {
    JsonNode id = item.path("id");
    if (id.isMissingNode() && partial) {
      throw new IllegalArgumentException("requirement failed: App Update must have app id set");
    }
    if (!id.isTextual()) {
      String error = id.isMissingNode() ? "error.path.missing" : "error.expected.jsstring";
      throw new InvalidJsonException(List.of(new Problem("/id", error)));
    }
    Violations violations = Violations.begin();
    IdRules.check(id.textValue(), violations.at("id"));
    violations.throwIfAny();
    return AppId.parse(id.textValue());
  }
}
