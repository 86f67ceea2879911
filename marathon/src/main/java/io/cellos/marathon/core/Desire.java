package io.cellos.marathon.core;

import io.cellos.marathon.model.RunSpec;
import java.util.List;

/** What shall be of an app or a pod at the moment. */
sealed interface Desire {
  /** Nothing. */
  record Gone() implements Desire {}

  /**
   * So many instances, whatever their configuration; new ones of this.
   *
   * @param toKill ids of instances that shall not be among them
   */
  record Keep(RunSpec spec, int count, List<String> toKill) implements Desire {}

  /** All instances are of this configuration. */
  record Replace(RunSpec spec) implements Desire {}

  /** What there is, until a later step of its deployment: at least so many, and none is ended. */
  record Hold(RunSpec spec, int atLeast) implements Desire {}

  /** What there is. */
  record Leave() implements Desire {}
}
