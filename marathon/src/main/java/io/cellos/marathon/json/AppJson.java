package io.cellos.marathon.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.marathon.json.normal.AppDefaults;
import io.cellos.marathon.json.normal.AppMigration;
import io.cellos.marathon.json.read.AppReader;
import io.cellos.marathon.json.rules.AppRules;
import io.cellos.marathon.json.rules.OldAppRules;
import io.cellos.marathon.json.rules.Roles;
import io.cellos.marathon.json.rules.Settings;
import io.cellos.marathon.json.rules.Violations;
import io.cellos.marathon.json.schema.InvalidJsonException;
import io.cellos.marathon.json.shape.AppShape;
import io.cellos.marathon.json.write.AppWriter;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.InvalidObjectException;
import io.cellos.marathon.model.VersionInfo;
import java.util.List;

/**
 * Reads and writes apps. Everything that reads throws {@link InvalidJsonException} if the JSON has
 * the wrong shape and {@link InvalidObjectException} if the app breaks a rule.
 */
public final class AppJson {
  private final Settings settings;

  public AppJson(Settings settings) {
    this.settings = settings;
  }

  /** The app as clients see it and as it is stored. */
  public static ObjectNode write(AppDefinition app) {
    return AppWriter.write(app);
  }

  /** An app that {@link #write} wrote, whatever rules hold today. */
  public static AppDefinition stored(JsonNode app) {
    return AppReader.read(AppShape.APP.read(app));
  }

  /**
   * A complete app. Its version is {@link VersionInfo.None}, whatever it says: whoever takes it in
   * knows the time.
   *
   * @param root what there is, which decides on roles
   */
  public AppDefinition read(JsonNode app, Group root) {
    ObjectNode clean = (ObjectNode) AppShape.APP.read(app);
    AppId id = AppId.parse(clean.get("id").textValue());
    return complete(clean, AppId.ROOT, Roles.of(settings, id, root, false));
  }

  /**
   * A complete app for this path; the id it says is ignored, as is its version.
   *
   * @param force whether one with reservations may change its role
   */
  public AppDefinition readAt(AppId id, JsonNode app, Group root, boolean force) {
    JsonNode named =
        app instanceof ObjectNode object ? object.deepCopy().put("id", id.toString()) : app;
    ObjectNode clean = (ObjectNode) AppShape.APP.read(named);
    return complete(clean, AppId.ROOT, Roles.of(settings, id, root, force));
  }

  /** Changes to an app. */
  public AppUpdate readUpdate(JsonNode update) {
    ObjectNode clean = (ObjectNode) AppShape.UPDATE.read(update);
    AppMigration.migrateUpdate(clean, settings.mesosBridgeName());
    Violations violations = Violations.begin();
    OldAppRules.checkUpdate(clean, violations);
    violations.throwIfAny();
    return new AppUpdate(clean);
  }

  /**
   * The app with the changes made and checked as a whole; it keeps its version. An update that
   * names a version is not for here: the app of that version is what is wanted then.
   */
  public AppDefinition changed(AppDefinition app, AppUpdate update, Group root, boolean force) {
    ObjectNode document = update.over(write(app));
    ObjectNode clean = (ObjectNode) AppShape.APP.read(document);
    return complete(clean, AppId.ROOT, Roles.of(settings, app.id(), root, force))
        .withVersionInfo(app.versionInfo());
  }

  /** An app of the right shape. */
  AppDefinition complete(ObjectNode app, AppId group, Roles roles) {
    app.remove(List.of("version", "versionInfo"));
    Violations old = Violations.begin();
    OldAppRules.check(app, old);
    old.throwIfAny();
    AppMigration.migrate(app, settings.mesosBridgeName());
    AppDefaults.beforeRules(app, roles.preferred());
    Violations violations = Violations.begin();
    AppRules.check(app, settings, roles, violations);
    violations.throwIfAny();
    AppDefaults.afterRules(app, group, settings.defaultNetworkName());
    return AppReader.read(app);
  }
}
