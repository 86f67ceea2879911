package io.cellos.backend.local;

import io.cellos.backend.local.cell.CellFile;
import io.cellos.backend.local.cell.CellHome;
import io.cellos.backend.local.cell.ControllerFile;
import io.cellos.backend.local.cell.DamagedFileException;
import io.cellos.backend.local.cell.NodeFile;
import io.cellos.base.error.CellException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is wrong with a cell: as its controller says, or why there is none. */
final class CellProblems {
  private CellProblems() {}

  static List<String> find(CellHome cell) {
    if (CellView.isDeleting(cell)) {
      return List.of("its delete did not finish; run: cell delete " + cell.name());
    }
    Optional<ControllerFile> controller = ControllerProcess.find(cell);
    List<String> problems = new ArrayList<>();
    try {
      CellFile file = CellFile.read(cell);
      if (controller.isPresent()) {
        return new ControllerClient(cell.name(), controller.get()).problems();
      }
      if (!file.stopped()) {
        problems.add("its controller is not running; run: cell start " + cell.name());
      }
      problems.addAll(NodeFile.readAll(cell).damages());
    } catch (DamagedFileException e) {
      problems.add(e.getMessage() + "; restore it, or run: cell delete " + cell.name());
    } catch (CellException e) {
      problems.add(e.getMessage() + "; " + e.nextStep());
    } catch (IOException e) {
      problems.add("its files can't be read: " + e.getMessage());
    }
    return problems;
  }
}
