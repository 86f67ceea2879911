package io.cellos.marathon.json.normal;

import static io.cellos.marathon.json.tree.Trees.items;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.marathon.json.tree.Trees;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.FetchUri;
import java.util.Optional;

/** Translates old fields into those that replaced them. */
public final class AppMigration {
  private AppMigration() {}

  /** An app of which old fields have been checked; changes the tree. */
  public static void migrate(ObjectNode app, String bridgeName) {
    app.put("id", AppId.ROOT.resolve(app.get("id").textValue()).toString());
    migrateFetch(app);
    Optional<JsonNode> networks =
        OldNetworks.translate(
            app, Trees.field(app, "networks").filter(n -> !n.isEmpty()), bridgeName);
    boolean onHost = networks.isEmpty() || hasHost(networks.get());
    Optional<JsonNode> definitions = OldPorts.definitions(app);
    if (app.has("ipAddress") && !app.has("container")) {
      app.putObject("container").put("type", "MESOS");
    }
    if (app.path("container") instanceof ObjectNode container) {
      OldPorts.moveMappings(container, app.path("ipAddress").path("discovery"));
      if (onHost) {
        container.remove("portMappings");
      } else {
        addMappings(container, definitions.map(JsonNode::size).orElse(0));
      }
    }
    Trees.set(app, "networks", networks);
    Trees.set(
        app,
        "portDefinitions",
        onHost ? Optional.of(definitions.orElseGet(AppMigration::onePort)) : Optional.empty());
    app.remove("ports");
    app.remove("ipAddress");
    if (!items(app, "portDefinitions").isEmpty()
        || !items(app.path("container"), "portMappings").isEmpty()) {
      addPortIndices(app);
    }
    addStatusCodes(app);
    addResidency(app);
  }

  private static boolean hasHost(JsonNode networks) {
    return networks.valueStream().anyMatch(n -> n.get("mode").textValue().equals("host"));
  }

  /** Changes to an app; changes the tree. */
  public static void migrateUpdate(ObjectNode update, String bridgeName) {
    migrateFetch(update);
    Optional<JsonNode> networks =
        OldNetworks.translate(update, Trees.field(update, "networks"), bridgeName);
    if (update.has("ipAddress") && !update.has("container")) {
      update.putObject("container").put("type", "MESOS");
    }
    if (update.path("container") instanceof ObjectNode container) {
      OldPorts.moveMappings(container, update.path("ipAddress").path("discovery"));
    }
    Trees.set(update, "networks", networks);
    Trees.set(update, "portDefinitions", OldPorts.definitions(update));
    update.remove("ports");
    update.remove("ipAddress");
    addPortIndices(update);
    addStatusCodes(update);
  }

  private static void migrateFetch(ObjectNode app) {
    JsonNode uris = app.remove("uris");
    if (uris != null && !uris.isEmpty()) {
      ArrayNode fetch = app.putArray("fetch");
      Trees.texts(uris)
          .forEach(
              uri ->
                  fetch
                      .addObject()
                      .put("uri", uri)
                      .put("extract", FetchUri.isArchive(uri))
                      .put("executable", false)
                      .put("cache", false));
    }
  }

  /** At least one mapping, and one for each port that was asked for otherwise. */
  private static void addMappings(ObjectNode container, int wanted) {
    if (!container.has("portMappings")) {
      container.putArray("portMappings").add(OldPorts.mapping(0).put("name", "default"));
    }
    ArrayNode mappings = (ArrayNode) container.get("portMappings");
    while (mappings.size() < wanted) {
      mappings.add(OldPorts.mapping(0));
    }
  }

  private static JsonNode onePort() {
    ArrayNode ports = Trees.array();
    ports.addObject().put("port", 0).put("name", "default").put("protocol", "tcp");
    return ports;
  }

  /**
   * The first port is meant when none is said. It is written down for every app that has ports: if
   * it were only for those that say which, as Marathon does, a change of nothing would be a change.
   */
  private static void addPortIndices(ObjectNode app) {
    for (JsonNode check : items(app, "healthChecks")) {
      if (!check.path("protocol").asText().equals("COMMAND")
          && !check.has("port")
          && !check.has("portIndex")) {
        ((ObjectNode) check).put("portIndex", 0);
      }
    }
  }

  private static void addStatusCodes(ObjectNode app) {
    for (JsonNode check : items(app, "readinessChecks")) {
      if (!check.has("httpStatusCodesForReady")) {
        ((ObjectNode) check).putArray("httpStatusCodesForReady").add(200);
      }
    }
  }

  private static void addResidency(ObjectNode app) {
    boolean persistent =
        items(app.path("container"), "volumes").stream()
            .anyMatch(volume -> volume.has("persistent"));
    if (persistent && !app.has("residency")) {
      app.putObject("residency")
          .put("relaunchEscalationTimeoutSeconds", 3600)
          .put("taskLostBehavior", "WAIT_FOREVER");
    }
  }
}
