package io.cellos.cli.command;

import io.cellos.backend.Backend;
import io.cellos.backend.Settings;
import io.cellos.cli.settings.BackendChoice;
import io.cellos.cli.settings.Choice;
import io.cellos.cli.settings.Key;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** The options that every verb has. */
public final class CommonOptions {
  @Option(
      names = "--backend",
      paramLabel = "WORD",
      description = "Where the cell's nodes come from: local or aws (usually local).")
  String backend;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "The AWS region, such as eu-west-1.")
  String region;

  @Option(
      names = "--profile",
      paramLabel = "PROFILE",
      description = "The profile of the AWS configuration whose credentials are used.")
  String profile;

  @Option(
      names = "--cell_config",
      paramLabel = "SECTION",
      description = "The section of ~/.cellos/config to use (usually default).")
  String section;

  @Option(names = "--verbose", description = "Show the stack trace of a failure.")
  boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  public boolean isVerbose() {
    return verbose;
  }

  Backend open(BackendChoice backends) {
    return backends.open(choice(Settings.NONE, Settings.NONE));
  }

  /**
   * @param cellFile what a cell file says
   * @param more what further options say
   */
  Backend open(BackendChoice backends, Settings cellFile, Settings more) {
    return backends.open(choice(cellFile, more));
  }

  /** All settings that were chosen, in their order of precedence. */
  Settings settings(BackendChoice backends, Settings cellFile, Settings more) {
    return backends.settings(choice(cellFile, more));
  }

  /** What was chosen, for verbs without a cell file or further options. */
  Choice choice() {
    return choice(Settings.NONE, Settings.NONE);
  }

  private Choice choice(Settings cellFile, Settings more) {
    Map<String, String> typed = new TreeMap<>(more.values());
    put(typed, Key.BACKEND, backend);
    put(typed, Key.REGION, region);
    put(typed, Key.PROFILE, profile);
    return new Choice(Optional.ofNullable(section), cellFile, new Settings(typed));
  }

  static void put(Map<String, String> values, Key key, String value) {
    if (value != null) {
      values.put(key.toString(), value);
    }
  }
}
