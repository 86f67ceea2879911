package io.cellos.cli.command;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How long a verb waits for the cell to be as wanted. */
public final class WaitOptions {
  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "5m",
      description = "Wait at most so long, such as 90s or 5m (default: ${DEFAULT-VALUE}).")
  Duration timeout;

  @Option(names = "--no-wait", description = "Return as soon as the cell works on it by itself.")
  boolean noWait;
}
