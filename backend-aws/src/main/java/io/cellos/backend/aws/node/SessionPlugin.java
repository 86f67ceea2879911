package io.cellos.backend.aws.node;

import io.cellos.base.error.CellException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Session Manager's plugin: Amazon's program that speaks with the agent on a node. */
final class SessionPlugin {
  static final String PROGRAM = "session-manager-plugin";

  /** The variable that the plugin reads the session from; its first argument names it. */
  static final String RESPONSE_VARIABLE = "AWS_SSM_START_SESSION_RESPONSE";

  /** The last version that took the session, with its token, on the command line only. */
  private static final int[] LAST_WITH_TOKEN_IN_ARGUMENT = {1, 2, 497, 0};

  private SessionPlugin() {}

  /**
   * Finds the plugin.
   *
   * @param path folders as in the environment's PATH
   * @throws CellException if it is not there, or so old that everybody on this machine could read
   *     the session's token in the process list
   */
  static Path find(String path) {
    Path plugin =
        OnPath.find(PROGRAM, path)
            .orElseThrow(
                () ->
                    CellException.failed(
                        PROGRAM + " is not installed",
                        "install Session Manager's plugin for the AWS CLI, or use a bastion"));
    String version = version(plugin);
    if (isTooOld(version)) {
      throw CellException.failed(
          "%s is version %s, which shows a session's token to everybody on this machine"
              .formatted(plugin, version),
          "install a newer version of Session Manager's plugin, or use a bastion");
    }
    return plugin;
  }

  private static String version(Path plugin) {
    try {
      Process process =
          new ProcessBuilder(plugin.toString(), "--version").redirectErrorStream(true).start();
      process.getOutputStream().close();
      return process.inputReader().readAllAsString().strip();
    } catch (IOException e) {
      throw CellException.failed(
          "can't run " + plugin + ": " + e.getMessage(), "install it anew", e);
    }
  }

  /** A version that can't be read counts as old. */
  static boolean isTooOld(String version) {
    if (!version.matches("\\d{1,9}(\\.\\d{1,9}){1,3}")) {
      return true;
    }
    int[] parts =
        Arrays.copyOf(Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray(), 4);
    return Arrays.compare(parts, LAST_WITH_TOKEN_IN_ARGUMENT) <= 0;
  }
}
