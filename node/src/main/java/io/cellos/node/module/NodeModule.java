package io.cellos.node.module;

import java.io.IOException;
import java.util.Optional;

/** A service that is built into the node program, for example ZooKeeper's supervisor. */
public interface NodeModule extends AutoCloseable {

  /** Also the name of its boot step. */
  String name();

  /**
   * Begins to serve and returns without waiting until it does; again does nothing.
   *
   * @throws IOException if it can't; the node tries again
   */
  void start() throws IOException;

  /** Whether it serves right now. */
  boolean isWell();

  /** Whether it acts for all of its kind in the cell right now. */
  default boolean isLeading() {
    return false;
  }

  /**
   * Gives away its work because the node leaves for good, and returns when none is left. It still
   * is closed afterwards.
   */
  default void drain() throws IOException, InterruptedException {}

  /** Tells others that it never comes back, when it was drained and its machine is about to end. */
  default void leave() throws IOException, InterruptedException {}

  /** What it waits for, for people, after "waiting for"; empty if for nothing it knows of. */
  Optional<String> waitingFor();

  /** Ends it within seconds; again does nothing. */
  @Override
  void close();
}
