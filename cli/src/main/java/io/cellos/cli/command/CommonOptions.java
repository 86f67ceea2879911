package io.cellos.cli.command;

import io.cellos.backend.Backend;
import io.cellos.backend.Settings;
import io.cellos.cli.input.Backends;
import picocli.CommandLine.Option;

/** The options that every verb has. */
public final class CommonOptions {
  @Option(
      names = "--backend",
      paramLabel = "WORD",
      defaultValue = "local",
      description = "Where the cell's nodes come from (default: ${DEFAULT-VALUE}).")
  String backend;

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

  Backend open(Backends backends) {
    return backends.open(backend, Settings.NONE);
  }
}
