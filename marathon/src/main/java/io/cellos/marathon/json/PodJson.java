package io.cellos.marathon.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.marathon.json.normal.PodDefaults;
import io.cellos.marathon.json.read.PodReader;
import io.cellos.marathon.json.rules.PodRules;
import io.cellos.marathon.json.rules.Roles;
import io.cellos.marathon.json.rules.Settings;
import io.cellos.marathon.json.rules.Violations;
import io.cellos.marathon.json.schema.InvalidJsonException;
import io.cellos.marathon.json.shape.PodShape;
import io.cellos.marathon.json.write.PodWriter;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.InvalidObjectException;
import io.cellos.marathon.model.PodDefinition;
import io.cellos.marathon.model.VersionInfo;
import java.util.List;

/**
 * Reads and writes pods. Everything that reads throws {@link InvalidJsonException} if the JSON has
 * the wrong shape and {@link InvalidObjectException} if the pod breaks a rule.
 */
public final class PodJson {
  private final Settings settings;

  public PodJson(Settings settings) {
    this.settings = settings;
  }

  /** The pod as clients see it. */
  public static ObjectNode write(PodDefinition pod) {
    return PodWriter.write(pod);
  }

  /** The pod as it is stored: clients are not shown all there is of its version. */
  public static ObjectNode store(PodDefinition pod) {
    ObjectNode object = write(pod);
    if (pod.versionInfo() instanceof VersionInfo.Full full) {
      object
          .putObject("versionInfo")
          .put("lastScalingAt", full.lastScalingAt().toString())
          .put("lastConfigChangeAt", full.lastConfigChange().toString());
    }
    return object;
  }

  /** A pod that {@link #store} wrote, whatever rules hold today. */
  public static PodDefinition stored(JsonNode pod) {
    return PodReader.read(PodShape.STORED.read(pod));
  }

  /**
   * A complete pod. Its version is {@link VersionInfo.None}, whatever it says: whoever takes it in
   * knows the time.
   *
   * @param root what there is, which decides on roles
   * @param force whether one with reservations may change its role
   */
  public PodDefinition read(JsonNode pod, Group root, boolean force) {
    ObjectNode clean = (ObjectNode) PodShape.POD.read(pod);
    clean.remove(List.of("version"));
    AppId id = AppId.parse(clean.get("id").textValue());
    Roles roles = Roles.of(settings, id, root, force);
    PodDefaults.beforeRules(clean, roles.preferred());
    Violations violations = Violations.begin();
    PodRules.check(clean, settings, roles, violations);
    violations.throwIfAny();
    PodDefaults.afterRules(clean, settings.defaultNetworkName());
    return PodReader.read(clean);
  }
}
