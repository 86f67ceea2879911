package io.cellos.node.engine;

import java.io.IOException;

/** An engine: how its programs are started. Nothing above asks which one it is. */
public sealed interface EngineProgram permits EmbeddedEngine, ApacheEngine {

  Launch launch(Part part, EngineNode node, Situation situation);

  /** Puts the program's files in order before it is started so. */
  void prepare(Part part, EngineNode node, Situation situation) throws IOException;

  /** Whether its programs follow the node's file with ZooKeeper's URL, and so never grow stale. */
  boolean followsServers();
}
