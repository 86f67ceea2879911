package io.cellos.it.ec2;

import io.cellos.base.testing.Moto;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The AWS endpoints of the scenarios, and what this machine must allow for them. */
final class Endpoints {
  private Endpoints() {}

  /** The program of the patched endpoint; the test is skipped by name where it can't run. */
  static Path patched(Path directory) {
    boolean root = System.getProperty("user.name").equals("root");
    boolean namespaces =
        root && works("ip", "netns", "list") && works("unshare", "--mount", "true");
    if (!namespaces && System.getenv("CI") != null) {
      throw new AssertionError("no network namespaces, and CI must not skip the EC2 scenarios");
    }
    Assumptions.assumeTrue(namespaces, "network namespaces need root and iproute2");
    return Moto.launcher(directory);
  }

  private static boolean works(String... words) {
    try {
      Shell.run(words);
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }
}
