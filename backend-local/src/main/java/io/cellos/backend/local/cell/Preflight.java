package io.cellos.backend.local.cell;

import io.cellos.backend.module.ModuleCheck;
import io.cellos.base.error.CellException;
import io.cellos.model.CellSpec;
import io.cellos.model.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** What is checked before anything of a new cell exists. */
public final class Preflight {
  private static final long LEAST_FREE_BYTES = 300L << 20;

  private Preflight() {}

  /**
   * @throws CellException naming the cause and what to do
   * @throws InvalidInputException if the wish itself can't be granted
   */
  public static void check(LocalHome home, CellSpec spec) {
    checkTotal(spec);
    checkDisk(home.directory());
    ModuleCheck.check(spec.modules());
  }

  /**
   * @throws InvalidInputException if there are not addresses enough for the cell
   */
  public static void checkTotal(CellSpec spec) {
    if (spec.totalSize() > Network.MOST_NODES) {
      throw new InvalidInputException(
          "a cell on this machine can have "
              + Network.MOST_NODES
              + " nodes, not "
              + spec.totalSize());
    }
  }

  /** The networks that the cells here have; what can't be read of damaged cells is not counted. */
  public static Set<Integer> usedNetworks(LocalHome home) {
    Set<Integer> used = new HashSet<>();
    for (CellHome cell : home.cells()) {
      try {
        used.add(CellFile.read(cell).network());
      } catch (DamagedFileException e) {
        // if it still runs, its ports are taken, which is checked too
      }
    }
    return used;
  }

  private static void checkDisk(Path directory) {
    try {
      Path there = directory.toAbsolutePath();
      while (!Files.exists(there)) {
        there = there.getParent();
      }
      long free = Files.getFileStore(there).getUsableSpace();
      if (free < LEAST_FREE_BYTES) {
        throw CellException.failed(
            "the disk of "
                + directory
                + " has only "
                + (free >> 20)
                + " MB free; a cell needs "
                + (LEAST_FREE_BYTES >> 20)
                + " MB",
            "free some space, or choose another place with CELLOS_HOME");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
