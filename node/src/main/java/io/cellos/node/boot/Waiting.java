package io.cellos.node.boot;

/** Is told what a step waits for. */
@FunctionalInterface
public interface Waiting {
  /**
   * @param what what would stand after "waiting for"; the same as before costs nothing
   */
  void on(String what);
}
