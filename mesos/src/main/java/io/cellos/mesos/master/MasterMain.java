package io.cellos.mesos.master;

import io.cellos.base.error.CellException;
import io.cellos.base.error.ExitCode;
import io.cellos.base.lifecycle.Logs;
import io.cellos.mesos.master.api.MasterApi;
import io.cellos.mesos.master.api.Site;
import io.cellos.model.InvalidInputException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program {@code mesos-master}. */
public final class MasterMain {
  private static final Logger LOG = LoggerFactory.getLogger(MasterMain.class);

  private MasterMain() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments, System.getenv(), System.out, System.err).status());
  }

  /** Runs until there is a reason to end; the process may also be ended by a signal. */
  public static ExitCode run(
      String[] arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
    if (List.of(arguments).contains("--version")) {
      out.println("mesos " + Site.VERSION);
      return ExitCode.DONE;
    }
    try {
      MasterFlags flags = MasterFlags.parse(arguments, environment);
      log(flags);
      return serve(flags, err);
    } catch (InvalidInputException e) {
      e.problems().forEach(problem -> err.println("mesos-master: " + problem));
      return ExitCode.WRONG_USAGE;
    } catch (CellException e) {
      err.println("mesos-master: " + e.getMessage() + "\n  → " + e.nextStep());
      return e.exitCode();
    } catch (IOException e) {
      err.println("mesos-master: " + e.getMessage());
      return ExitCode.FAILED;
    }
  }

  private static void log(MasterFlags flags) throws IOException {
    if (flags.logDirectory().isPresent()) {
      Files.createDirectories(flags.logDirectory().get());
      Logs.toFile(MasterServer.logFile(flags.logDirectory().get()));
    } else {
      Logs.toStandardError();
    }
  }

  private static ExitCode serve(MasterFlags flags, PrintStream err) throws IOException {
    MasterApi.Heartbeats heartbeats =
        MasterApi.Heartbeats.usual(flags.settings().agentPingTimeout());
    try (MasterServer server = MasterServer.start(flags, heartbeats)) {
      LOG.info("serves on {}:{}", flags.ip().getHostAddress(), flags.port());
      Runtime.getRuntime()
          .addShutdownHook(Thread.ofPlatform().name("end").unstarted(server::close));
      String reason = server.end().join();
      LOG.error("ends: {}", reason);
      err.println("mesos-master: " + reason);
      return ExitCode.FAILED;
    }
  }
}
