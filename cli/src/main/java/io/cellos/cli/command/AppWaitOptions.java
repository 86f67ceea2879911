package io.cellos.cli.command;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How a verb about an app goes about what is being deployed, and how long it waits. */
public final class AppWaitOptions {
  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "5m",
      description =
          "Wait at most so long, such as 90s or 10m (default: ${DEFAULT-VALUE}). Marathon goes on"
              + " all the same.")
  Duration timeout;

  @Option(names = "--no-wait", description = "Return as soon as Marathon has taken it on.")
  boolean noWait;

  @Option(
      names = "--force",
      description = "Do it even while another deployment changes the app; that one is dropped.")
  boolean force;
}
