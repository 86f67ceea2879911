package io.cellos.mesos.agent;

import io.cellos.base.error.CellException;
import io.cellos.base.error.ExitCode;
import io.cellos.base.lifecycle.Logs;
import io.cellos.model.InvalidInputException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program {@code mesos-agent}. */
public final class AgentMain {
  private static final Logger LOG = LoggerFactory.getLogger(AgentMain.class);
  private static final String NAME = "mesos-agent: ";

  private AgentMain() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments, System.getenv(), System.out, System.err).status());
  }

  /** Runs until there is a reason to end; the process may also be ended by a signal. */
  public static ExitCode run(
      String[] arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
    if (List.of(arguments).contains("--version")) {
      out.println("mesos " + AgentFlags.VERSION);
      return ExitCode.DONE;
    }
    try {
      AgentFlags flags = AgentFlags.parse(arguments, environment);
      log(flags);
      return serve(flags, environment, err);
    } catch (InvalidInputException e) {
      e.problems().forEach(problem -> err.println(NAME + problem));
      return ExitCode.WRONG_USAGE;
    } catch (CellException e) {
      err.println(NAME + e.getMessage() + "\n  → " + e.nextStep());
      return e.exitCode();
    } catch (IOException e) {
      err.println(NAME + e.getMessage());
      return ExitCode.FAILED;
    }
  }

  private static void log(AgentFlags flags) throws IOException {
    if (flags.logDirectory().isPresent()) {
      Files.createDirectories(flags.logDirectory().get());
      Logs.toFile(AgentFlags.logFile(flags.logDirectory().get()));
    } else {
      Logs.toStandardError();
    }
  }

  private static ExitCode serve(AgentFlags flags, Map<String, String> environment, PrintStream err)
      throws IOException {
    try (AgentServer server = AgentServer.start(flags, environment)) {
      LOG.info("serves on {}:{}", flags.ip().getHostAddress(), flags.info().getPort());
      Runtime.getRuntime()
          .addShutdownHook(Thread.ofPlatform().name("end").unstarted(server::close));
      Leaving.onSignal(server::leave);
      AgentServer.Ending ending = server.ending().join();
      LOG.info("ends: {}", ending.reason());
      err.println(NAME + ending.reason());
      return ending.failed() ? ExitCode.FAILED : ExitCode.DONE;
    }
  }
}
