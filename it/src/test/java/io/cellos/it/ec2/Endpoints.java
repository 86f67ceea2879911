package io.cellos.it.ec2;

import io.cellos.base.testing.Moto;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The AWS endpoints of the scenarios, and what this machine must allow for them. */
final class Endpoints {
  private Endpoints() {}

  /** The program of the patched endpoint; the test is skipped by name where it can't run. */
  static Path patched(Path directory) {
    boolean root = System.getProperty("user.name").equals("root");
    boolean able =
        root
            && works("ip", "netns", "list")
            && works("unshare", "--mount", "true")
            && Files.isExecutable(Path.of("/usr/sbin/sshd"))
            && works("sudo", "-n", "true");
    if (!able && System.getenv("CI") != null) {
      throw new AssertionError("no machines can be made here, and CI must not skip that");
    }
    Assumptions.assumeTrue(able, "machines need root, iproute2, util-linux, sshd and sudo");
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
