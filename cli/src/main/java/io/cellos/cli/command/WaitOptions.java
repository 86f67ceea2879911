package io.cellos.cli.command;

import io.cellos.backend.Backend;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How long a verb waits for the cell to be as wanted. */
public final class WaitOptions {
  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      description =
          "Wait at most so long, such as 90s or 5m (usually 5m for cells on this machine, and as"
              + " long as stacks and machines take for those on EC2).")
  Duration timeout;

  @Option(names = "--no-wait", description = "Return as soon as the cell works on it by itself.")
  boolean noWait;

  /** What was given, else what is usual for the backend. */
  Duration timeout(Backend backend) {
    return timeout == null ? backend.tempo().patience() : timeout;
  }
}
