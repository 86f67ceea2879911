package io.cellos.backend.local;

import io.cellos.backend.local.cell.CellFactory;
import io.cellos.backend.local.cell.CellHome;
import io.cellos.backend.local.cell.ControllerFile;
import io.cellos.backend.local.cell.DamagedFileException;
import io.cellos.backend.local.controller.ControllerMain;
import io.cellos.base.error.CellException;
import io.cellos.base.process.ProcessGroups;
import io.cellos.base.process.ProcessRef;
import io.cellos.base.time.Deadline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Starts and finds the controller process of a cell. */
final class ControllerProcess {
  private static final int HEAP_MEGABYTES = 64;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofMillis(10);

  private ControllerProcess() {}

  /** The running controller; empty if there is none. */
  static Optional<ControllerFile> find(CellHome cell) {
    try {
      return Optional.of(ControllerFile.read(cell)).filter(file -> file.process().isAlive());
    } catch (DamagedFileException e) {
      return Optional.empty();
    }
  }

  /**
   * Starts a controller and waits until it takes commands.
   *
   * @throws CellException with the controller's last words if it can't begin
   */
  static ControllerFile start(CellHome cell, Class<?> nodeMain) {
    Path output = cell.logs().resolve("controller.out");
    try {
      Files.deleteIfExists(output);
      ProcessRef process =
          ProcessGroups.start(
              CellFactory.program(cell)
                  .of(
                      HEAP_MEGABYTES,
                      Map.of(),
                      ControllerMain.class,
                      cell.directory().toString(),
                      nodeMain.getName()),
              cell.directory(),
              environment(cell),
              output);
      return await(cell, process, output);
    } catch (IOException e) {
      throw CellException.failed(
          "can't start the controller of cell " + cell.name() + ": " + e.getMessage(),
          "correct the cause, then run: cell start " + cell.name(),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CellException.failed(
          "interrupted while the controller of cell " + cell.name() + " starts",
          "go on with: cell start " + cell.name());
    }
  }

  private static ControllerFile await(CellHome cell, ProcessRef process, Path output)
      throws InterruptedException, IOException {
    Deadline deadline = Deadline.in(PATIENCE);
    deadline.await(LOOK, () -> isReady(cell, process) || !process.isAlive());
    Optional<ControllerFile> controller = find(cell).filter(f -> f.process().equals(process));
    if (controller.isPresent()) {
      return controller.get();
    }
    boolean died = !process.isAlive();
    ProcessGroups.stop(process.pid(), Duration.ZERO);
    String words = Files.readString(output).strip();
    throw CellException.failed(
        "the controller of cell "
            + cell.name()
            + (died ? " ended" : " did not answer within " + PATIENCE.toSeconds() + " s")
            + (words.isEmpty() ? "" : ": " + words),
        "see the logs in " + cell.logs() + ", then run: cell start " + cell.name());
  }

  /** It writes its file last, once it listens. */
  private static boolean isReady(CellHome cell, ProcessRef process) {
    return find(cell).filter(file -> file.process().equals(process)).isPresent();
  }

  private static Map<String, String> environment(CellHome cell) {
    Map<String, String> environment = new TreeMap<>();
    for (String name :
        new String[] {"PATH", "LANG", "USER", "HOME", "TZ", "DOCKER_HOST", "DOCKER_CONFIG"}) {
      Optional.ofNullable(System.getenv(name)).ifPresent(value -> environment.put(name, value));
    }
    environment.put("CELL_DIR", cell.directory().toString());
    return environment;
  }
}
