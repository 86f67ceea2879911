package io.cellos.node.engine;

import io.cellos.model.CellName;
import io.cellos.model.NodeId;
import io.cellos.model.Role;
import java.nio.file.Path;

/**
 * What the programs of an engine are told about the node that they run on.
 *
 * @param ip they listen there, and are called so
 * @param home the node's directory
 * @param privileged whether they may run tasks as other users
 */
public record EngineNode(
    CellName cell, Role role, NodeId node, String ip, Path home, boolean privileged) {

  /** Where the program keeps what must outlive it. */
  Path workDirectory(Part part) {
    return directory().resolve(part == Part.MASTER ? "master" : "agent");
  }

  /** All files of the engine. */
  Path directory() {
    return home.resolve("mesos");
  }

  /** Holds the URL of ZooKeeper, {@code zk://…/mesos}, and is followed. */
  Path zkFile() {
    return home.resolve("etc/mesos.zk");
  }

  /** What the user's modules want the program to have in its environment: {@code MESOS_NAME=…}. */
  Path environmentFile(Part part) {
    return home.resolve("etc/" + part + ".env");
  }

  /** What agents say they are; the node tells whoever owns the machine which agent is meant. */
  String attributes() {
    return "role:" + role + ";node:" + node;
  }
}
