package io.cellos.backend.aws.node;

import io.cellos.backend.Settings;
import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.client.AwsSettings;
import io.cellos.base.error.CellException;
import io.cellos.base.error.ExitCode;
import io.cellos.base.lifecycle.Logs;
import io.cellos.base.process.JavaCommand;
import io.cellos.model.InvalidInputException;
import java.util.List;
import java.util.Map;

/** The program of a {@link Tunnel}, a small one because ssh starts one for each connection. */
public final class TunnelMain {
  private static final int HEAP_MEGABYTES = 48;
  private static final int INTERRUPTED = 130;

  private TunnelMain() {}

  /** The words that start this program; the instance's id follows. */
  static List<String> words(JavaCommand java, AwsSettings settings, int port) {
    return java.of(
        HEAP_MEGABYTES,
        Map.of(),
        TunnelMain.class,
        settings.region().id(),
        settings.profile().orElse(""),
        Integer.toString(port));
  }

  /**
   * Exits with the plugin's status, or says why there is no tunnel.
   *
   * @param arguments region, profile (or an empty word), port, instance
   */
  public static void main(String[] arguments) {
    Logs.off();
    System.exit(run(arguments));
  }

  private static int run(String[] arguments) {
    if (arguments.length != 4) {
      return say("arguments: REGION PROFILE PORT INSTANCE", "", ExitCode.WRONG_USAGE);
    }
    Settings chosen = new Settings(Map.of("region", arguments[0], "profile", arguments[1]));
    try (AwsClients clients = new AwsClients(AwsSettings.of(chosen))) {
      return new Tunnel(clients, System.getenv()).run(arguments[3], Integer.parseInt(arguments[2]));
    } catch (CellException e) {
      return say(e.getMessage(), e.nextStep(), e.exitCode());
    } catch (InvalidInputException e) {
      return say(e.getMessage(), "", ExitCode.WRONG_USAGE);
    } catch (InterruptedException e) {
      return INTERRUPTED;
    }
  }

  /** Standard output belongs to ssh. */
  private static int say(String cause, String nextStep, ExitCode exitCode) {
    System.err.println("cell: " + cause);
    if (!nextStep.isEmpty()) {
      System.err.println("next: " + nextStep);
    }
    return exitCode.status();
  }
}
