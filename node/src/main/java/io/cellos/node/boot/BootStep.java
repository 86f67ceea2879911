package io.cellos.node.boot;

import java.io.IOException;

/**
 * One step of a boot.
 *
 * @param name as the status shows it, for example {@code zk-barrier}
 */
public record BootStep(String name, Action action) {

  /** What the step does. */
  @FunctionalInterface
  public interface Action {
    /**
     * Does it and returns when it is done. It may be called again after a failure.
     *
     * @param waiting is told, for people, what the step waits for
     * @throws StepFailedException if it failed
     * @throws IOException if it failed because of files or the network
     * @throws InterruptedException if the node stops
     */
    void run(Waiting waiting) throws StepFailedException, IOException, InterruptedException;
  }
}
