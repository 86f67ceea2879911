package io.cellos.marathon;

import io.cellos.base.error.CellException;
import io.cellos.base.error.ExitCode;
import io.cellos.base.lifecycle.Logs;
import io.cellos.marathon.service.Site;
import io.cellos.model.InvalidInputException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program {@code marathon}. */
public final class MarathonMain {
  private static final Logger LOG = LoggerFactory.getLogger(MarathonMain.class);

  private MarathonMain() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments, System.getenv(), System.out, System.err).status());
  }

  /** Runs until there is a reason to end; the process may also be ended by a signal. */
  public static ExitCode run(
      String[] arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
    if (List.of(arguments).contains("--version")) {
      out.println("marathon " + Site.VERSION);
      return ExitCode.DONE;
    }
    try {
      MarathonFlags flags = MarathonFlags.parse(arguments, environment);
      Logs.toStandardError();
      Logs.detailed(flags.detailedLog());
      return serve(flags, err);
    } catch (InvalidInputException e) {
      e.problems().forEach(problem -> err.println("marathon: " + problem));
      return ExitCode.WRONG_USAGE;
    } catch (CellException e) {
      err.println("marathon: " + e.getMessage() + "\n  → " + e.nextStep());
      return e.exitCode();
    } catch (IOException e) {
      err.println("marathon: " + e.getMessage());
      return ExitCode.FAILED;
    }
  }

  private static ExitCode serve(MarathonFlags flags, PrintStream err) throws IOException {
    try (MarathonServer server = MarathonServer.start(flags)) {
      LOG.info("serves on {}:{}", flags.address().getHostAddress(), flags.port());
      Runtime.getRuntime()
          .addShutdownHook(Thread.ofPlatform().name("end").unstarted(server::close));
      String reason = server.end().join();
      LOG.error("ends: {}", reason);
      err.println("marathon: " + reason);
      return ExitCode.FAILED;
    }
  }
}
