package io.cellos.backend.local.controller;

import io.cellos.backend.local.cell.CellHome;
import io.cellos.backend.local.cell.FileGuard;
import io.cellos.base.lifecycle.Logs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The controller program: {@code ControllerMain <cell directory> <main class of the node program>}.
 * Ends with status 0 once the cell was stopped, with 1 if it can't begin. When it is killed, the
 * nodes go on and the next controller takes them over.
 */
public final class ControllerMain {
  private static final Logger LOG = LoggerFactory.getLogger(ControllerMain.class);

  private ControllerMain() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    CellHome home = new CellHome(Path.of(arguments[0]));
    try (FileGuard lock = lock(home)) {
      assert lock != null; // held as long as this runs
      Logs.toFile(home.logs().resolve("controller.log"));
      ClassLoader loader = ControllerMain.class.getClassLoader();
      Class<?> nodeMain = Class.forName(arguments[1], false, loader);
      try (Controller controller = Controller.start(home, nodeMain)) {
        LOG.info("looks after cell {} ({})", home.name(), FileGuard.holder(home.controllerLock()));
        controller.awaitStop();
      }
      return 0;
    } catch (IOException | RuntimeException | ClassNotFoundException e) {
      LOG.error("the controller can't go on", e);
      System.err.println(e.getMessage()); // read by the command that waits for us
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private static FileGuard lock(CellHome home) throws IOException {
    Optional<FileGuard> guard = FileGuard.tryAcquire(home.controllerLock(), "controller");
    return guard.orElseThrow(
        () ->
            new IOException(
                "the cell has a controller already: " + FileGuard.holder(home.controllerLock())));
  }
}
