package io.cellos.model;

import java.util.Arrays;

/** What schedules work in the body; both speak Mesos' v1 API. */
public enum Engine {
  /** The one of this program. */
  EMBEDDED("embedded"),
  /** An installed build of Apache Mesos. */
  APACHE_MESOS("apache-mesos");

  private final String label;

  Engine(String label) {
    this.label = label;
  }

  /**
   * Reads the word of files.
   *
   * @throws InvalidInputException if it means no engine
   */
  public static Engine parse(String text) {
    return Arrays.stream(values())
        .filter(engine -> engine.label.equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "\"" + text + "\" is not an engine: choose embedded or apache-mesos"));
  }

  /** The word in files. */
  @Override
  public String toString() {
    return label;
  }
}
