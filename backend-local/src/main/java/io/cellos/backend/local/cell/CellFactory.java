package io.cellos.backend.local.cell;

import io.cellos.base.error.CellException;
import io.cellos.base.files.AtomicFiles;
import io.cellos.base.process.JavaCommand;
import io.cellos.model.CellSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;

/** Puts the files of a new cell together. */
public final class CellFactory {
  private CellFactory() {}

  /**
   * Makes the cell's directory, which appears whole or not at all.
   *
   * @param first the number of the network that is tried first
   * @throws CellException if there is no network for it or its files can't be written; nothing of
   *     it is there then
   */
  public static CellFile make(
      LocalHome home, CellSpec spec, JavaCommand program, String version, int first) {
    Path staging = home.staging(spec.name());
    try {
      AtomicFiles.directory(home.directory());
      AtomicFiles.deleteTree(staging); // of a create that was cut short
      try (FileGuard networks = home.lockNetworks()) {
        Network network =
            NetworkChoice.ofThisMachine(first).choose(spec, Preflight.usedNetworks(home));
        CellFile file = CellFile.create(spec, network, Instant.now(), version);
        fill(staging, file, program);
        Files.move(staging, home.cell(spec.name()).directory(), StandardCopyOption.ATOMIC_MOVE);
        return file;
      }
    } catch (IOException e) {
      discard(staging, e);
      throw CellException.failed(
          "can't write the files of cell " + spec.name() + ": " + e.getMessage(),
          "check that " + home.directory() + " can be written and its disk is not full",
          e);
    }
  }

  private static void fill(Path staging, CellFile file, JavaCommand program) throws IOException {
    CellHome cell = new CellHome(AtomicFiles.directory(staging));
    AtomicFiles.directory(cell.logs());
    AtomicFiles.directory(cell.nodes());
    AtomicFiles.directory(cell.shared());
    AtomicFiles.directory(cell.seed().resolve("modules"));
    UserModules.copy(file.spec().modules(), cell.seed());
    Distribution.install(program, cell.dist());
    file.write(cell);
  }

  private static void discard(Path staging, IOException failure) {
    try {
      AtomicFiles.deleteTree(staging);
    } catch (IOException e) {
      failure.addSuppressed(e); // the next create removes it
    }
  }

  /**
   * How programs of the cell are started.
   *
   * @throws DamagedFileException if nobody can tell any more
   */
  public static JavaCommand program(CellHome home) throws DamagedFileException {
    return Distribution.load(home.dist());
  }
}
