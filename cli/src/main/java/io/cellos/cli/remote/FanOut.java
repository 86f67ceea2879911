package io.cellos.cli.remote;

import io.cellos.base.error.CellException;
import io.cellos.cli.input.ChosenNodes;
import io.cellos.cli.terminal.Interrupts;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Runs one program a node, many at a time, and waits for all. */
public final class FanOut {
  private static final int AT_ONCE = 32;

  private final Interrupts interrupts;
  private final Set<Process> running = ConcurrentHashMap.newKeySet();

  /**
   * @param interrupts ends the programs on Ctrl-C
   */
  public FanOut(Interrupts interrupts) {
    this.interrupts = interrupts;
  }

  /**
   * @param programOf the program of a node; it gets no input
   * @return the results in the order of the nodes
   * @throws CellException if a program can't be started
   */
  public List<NodeResult> run(
      List<ChosenNodes.Named> nodes, Function<ChosenNodes.Named, ProcessBuilder> programOf)
      throws InterruptedException {
    try (Interrupts.Registration registration = interrupts.onInterrupt(this::endAll);
        ExecutorService threads =
            Executors.newFixedThreadPool(
                Math.min(nodes.size(), AT_ONCE), Thread.ofPlatform().name("node-", 1).factory())) {
      List<Future<NodeResult>> futures = new ArrayList<>();
      for (ChosenNodes.Named node : nodes) {
        futures.add(threads.submit(() -> runOne(node.label(), programOf.apply(node))));
      }
      List<NodeResult> results = new ArrayList<>();
      for (Future<NodeResult> future : futures) {
        results.add(get(future));
      }
      return results;
    }
  }

  private NodeResult runOne(String label, ProcessBuilder program) throws InterruptedException {
    program.redirectErrorStream(true).redirectInput(new File("/dev/null"));
    try {
      Process process = program.start();
      running.add(process);
      try {
        String output = process.inputReader().readAllAsString();
        return new NodeResult(label, process.waitFor(), output);
      } finally {
        process.destroy();
        running.remove(process);
      }
    } catch (IOException e) {
      throw CellException.failed(
          "can't run the command on " + label + ": " + e.getMessage(), "", e);
    }
  }

  private static NodeResult get(Future<NodeResult> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private void endAll() {
    running.forEach(Process::destroy);
  }
}
