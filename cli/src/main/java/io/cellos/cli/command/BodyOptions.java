package io.cellos.cli.command;

import io.cellos.backend.BodySettings;
import io.cellos.backend.Settings;
import io.cellos.cli.input.Bundle;
import io.cellos.cli.settings.Key;
import io.cellos.model.BodySpec;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** How work is to be scheduled in the body. */
public final class BodyOptions {
  @Option(
      names = "--engine",
      paramLabel = "WORD",
      description = "What schedules work: embedded or apache-mesos (usually embedded).")
  String engine;

  @Option(
      names = "--mesos-home",
      paramLabel = "DIR",
      description = "Where Apache Mesos is installed on the nodes.")
  String mesosHome;

  /** Only what was given. */
  Settings settings() {
    Map<String, String> values = new TreeMap<>();
    CommonOptions.put(values, Key.ENGINE, engine);
    CommonOptions.put(values, Key.MESOS_HOME, mesosHome);
    return new Settings(values);
  }

  /**
   * @param chosen everything that was chosen anywhere; the release's own choice is weaker
   */
  static BodySpec spec(Settings chosen) {
    return BodySettings.of(Bundle.body().with(chosen));
  }
}
