package io.cellos.backend.local.node;

import io.cellos.backend.local.cell.CellFile;
import io.cellos.backend.local.cell.CellHome;
import io.cellos.backend.local.group.Slot;
import io.cellos.model.CellSpec;
import io.cellos.model.NodeId;
import io.cellos.model.Role;
import io.cellos.model.UserModule;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The environment that a node's program, its modules and its shells see: all of it. */
final class NodeEnvironment {
  private static final String USUAL_PATH = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin";

  private NodeEnvironment() {}

  static Map<String, String> of(
      CellHome cell, CellFile spec, NodeId id, Slot slot, String ip, Map<String, String> outside) {
    Path home = cell.node(id);
    Map<String, String> environment = new TreeMap<>();
    environment.put("CELL_NAME", spec.spec().name().value());
    environment.put("CELL_ROLE", slot.role().toString());
    environment.put("CELL_VERSION", spec.version());
    environment.put("CELL_BACKEND", "local");
    environment.put("CELL_DIR", cell.directory().toString());
    environment.put("CELL_SHARED", cell.shared().toUri().toString());
    environment.put("CELL_SEED", cell.seed().toString());
    environment.put(
        "CELL_MODULES",
        UserModule.forRole(spec.spec().modules(), slot.role()).stream()
            .map(UserModule::name)
            .collect(Collectors.joining(",")));
    environment.put("NODE_SHARERS", Integer.toString(agents(spec.spec())));
    environment.put("NODE_ID", id.value());
    environment.put("NODE_INDEX", Integer.toString(slot.index()));
    environment.put("NODE_NAME", slot.toString());
    environment.put("NODE_IP", ip);
    environment.put("NODE_HOME", home.toString());
    environment.put("PATH", home.resolve("bin") + ":" + outside.getOrDefault("PATH", USUAL_PATH));
    environment.put("HOME", home.toString());
    environment.put("TMPDIR", home.resolve("tmp").toString());
    environment.put("CURL_HOME", home.resolve("etc").toString());
    environment.put("BASH_ENV", home.resolve("etc/bash_env").toString());
    environment.put("LANG", outside.getOrDefault("LANG", "C.UTF-8"));
    environment.put("USER", outside.getOrDefault("USER", System.getProperty("user.name")));
    environment.putAll(docker(outside));
    return environment;
  }

  /** Nodes use the Docker engine that the user does, and what {@code docker login} left. */
  private static Map<String, String> docker(Map<String, String> outside) {
    Map<String, String> found = new TreeMap<>();
    if (outside.containsKey("DOCKER_HOST")) {
      found.put("DOCKER_HOST", outside.get("DOCKER_HOST"));
    }
    if (outside.containsKey("DOCKER_CONFIG")) {
      found.put("DOCKER_CONFIG", outside.get("DOCKER_CONFIG"));
    } else if (outside.containsKey("HOME")) {
      found.put("DOCKER_CONFIG", Path.of(outside.get("HOME"), ".docker").toString());
    }
    return found;
  }

  /** How many nodes share this machine's memory and disk among their tasks. */
  private static int agents(CellSpec spec) {
    return Math.max(1, spec.totalSize() - spec.size(Role.NUCLEUS));
  }
}
