package io.cellos.backend.local.controller;

import io.cellos.backend.local.cell.NodeFile;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Tells at once when the process of a node that this controller started ends. */
final class DeathWatch {
  private DeathWatch() {}

  static void watch(NodeFile node, Runnable signal) {
    Optional<CompletableFuture<Void>> end =
        ProcessHandle.of(node.process().pid()).map(process -> process.onExit().thenRun(signal));
    if (end.isEmpty()) {
      signal.run(); // it has ended already
    }
  }
}
