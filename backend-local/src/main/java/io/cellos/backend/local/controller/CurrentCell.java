package io.cellos.backend.local.controller;

import io.cellos.backend.local.cell.CellFile;
import io.cellos.backend.local.cell.CellHome;
import java.io.IOException;
import java.util.function.UnaryOperator;

/** What the cell shall be, now and on disk. */
final class CurrentCell {
  private final CellHome home;
  private volatile CellFile file;

  CurrentCell(CellHome home, CellFile file) {
    this.home = home;
    this.file = file;
  }

  CellHome home() {
    return home;
  }

  CellFile get() {
    return file;
  }

  /** Changes it; nothing is changed if it can't be written. */
  synchronized void update(UnaryOperator<CellFile> change) throws IOException {
    CellFile changed = change.apply(file);
    if (!changed.equals(file)) {
      changed.write(home);
      file = changed;
    }
  }
}
