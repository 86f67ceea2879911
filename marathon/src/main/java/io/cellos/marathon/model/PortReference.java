package io.cellos.marathon.model;

/** Which of a task's ports is meant. */
public sealed interface PortReference {
  /** The n-th of the app's ports. */
  record ByIndex(int index) implements PortReference {}

  /** The pod's endpoint of that name. */
  record ByName(String name) implements PortReference {}
}
