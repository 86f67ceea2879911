package io.cellos.backend.progress;

import io.cellos.model.CellDescription;
import io.cellos.model.CellStatus;
import io.cellos.model.Role;

/** What somebody waits for. */
@FunctionalInterface
public interface CellGoal {
  boolean isReached(CellDescription cell);

  /** Every group has its desired number of healthy nodes. */
  static CellGoal running() {
    return cell -> cell.status() == CellStatus.RUNNING;
  }

  /** The cell runs and this group has exactly so many nodes. */
  static CellGoal sized(Role role, int size) {
    return cell ->
        cell.status() == CellStatus.RUNNING
            && cell.groups().stream()
                .filter(group -> group.role() == role)
                .anyMatch(group -> group.desired() == size && group.nodes().size() == size);
  }
}
