package io.cellos.backend.local.cell;

import io.cellos.base.error.CellException;
import io.cellos.base.error.ExitCode;
import io.cellos.base.time.Deadline;
import io.cellos.model.CellName;
import io.cellos.model.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The directory that holds all local cells of a user, {@code $CELLOS_HOME/local}. Names that begin
 * with a dot are no cells: {@code .locks} and cells that are being put together.
 */
public record LocalHome(Path directory) {
  private static final Duration NETWORK_PATIENCE = Duration.ofSeconds(30);

  public CellHome cell(CellName name) {
    return new CellHome(directory.resolve(name.value()));
  }

  /**
   * @throws CellException with exit code NO_SUCH_CELL if there is none
   */
  public CellHome existing(CellName name) {
    CellHome home = cell(name);
    if (!home.exists()) {
      throw new CellException(
          ExitCode.NO_SUCH_CELL,
          "there is no cell " + name,
          "see the cells there are with: cell list");
    }
    return home;
  }

  /** Where a cell is put together before it appears under its name, whole. */
  public Path staging(CellName name) {
    return directory.resolve(".new-" + name);
  }

  /** All cells, damaged ones too, by name. */
  public List<CellHome> cells() {
    List<CellHome> cells = new ArrayList<>();
    if (!Files.isDirectory(directory)) {
      return cells;
    }
    try (Stream<Path> entries = Files.list(directory)) {
      for (Path entry : entries.filter(Files::isDirectory).sorted().toList()) {
        if (isCellName(entry.getFileName().toString())) {
          cells.add(new CellHome(entry));
        }
      }
      return cells;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isCellName(String text) {
    try {
      return CellName.parse(text).value().equals(text);
    } catch (InvalidInputException e) {
      return false;
    }
  }

  /**
   * Keeps other commands away from a cell while one changes it.
   *
   * @throws CellException if another command works on it
   */
  public FileGuard lock(CellName name, String command) {
    Path file = directory.resolve(".locks").resolve(name.value());
    try {
      return FileGuard.tryAcquire(file, command)
          .orElseThrow(
              () ->
                  CellException.failed(
                      "another command (" + FileGuard.holder(file) + ") is working on cell " + name,
                      "wait for it to end, then try again"));
    } catch (IOException e) {
      throw CellException.failed(
          "can't lock cell " + name + ": " + e.getMessage(),
          "check that " + directory + " can be written and its disk is not full",
          e);
    }
  }

  /** Held while a network is chosen and until the cell that has it can be seen. */
  public FileGuard lockNetworks() {
    Path file = directory.resolve(".locks").resolve(".networks");
    Optional<FileGuard> guard = Optional.empty();
    Deadline deadline = Deadline.in(NETWORK_PATIENCE);
    try {
      while (guard.isEmpty() && !deadline.isPast()) {
        guard = FileGuard.tryAcquire(file, "create");
        if (guard.isEmpty()) {
          Thread.sleep(20);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return guard.orElseThrow(
        () ->
            CellException.failed(
                "another command (" + FileGuard.holder(file) + ") is choosing a network",
                "try again"));
  }
}
