package io.cellos.backend.local;

import io.cellos.backend.local.cell.CellFile;
import io.cellos.backend.local.cell.CellHome;
import io.cellos.backend.local.cell.ControllerFile;
import io.cellos.backend.local.cell.DamagedFileException;
import io.cellos.backend.local.cell.NodeFile;
import io.cellos.base.error.CellException;
import io.cellos.model.CellDescription;
import io.cellos.model.CellStatus;
import io.cellos.model.Health;
import io.cellos.model.NodeState;
import io.cellos.model.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a cell is: as its controller says, or without one as its files say. */
final class CellView {
  private CellView() {}

  /** Works for every cell whose directory exists, however damaged. */
  static CellDescription describe(CellHome cell) {
    if (isDeleting(cell)) {
      return fromFiles(cell, CellStatus.DELETING);
    }
    Optional<ControllerFile> controller = ControllerProcess.find(cell);
    if (controller.isEmpty()) {
      return fromFiles(cell, statusWithoutController(cell));
    }
    try {
      return new ControllerClient(cell.name(), controller.get()).describe();
    } catch (CellException | UncheckedIOException e) {
      return fromFiles(cell, statusWithoutController(cell));
    }
  }

  static boolean isDeleting(CellHome cell) {
    return Files.exists(cell.deletingMark());
  }

  private static CellStatus statusWithoutController(CellHome cell) {
    try {
      CellFile file = CellFile.read(cell);
      if (file.stopped()) {
        return CellStatus.STOPPED;
      }
      // a create that was interrupted before it started the controller
      boolean neverStarted = !Files.exists(cell.controllerFile());
      return neverStarted ? CellStatus.CREATING : CellStatus.DAMAGED;
    } catch (DamagedFileException e) {
      return CellStatus.DAMAGED;
    }
  }

  private static CellDescription fromFiles(CellHome cell, CellStatus status) {
    Optional<CellFile> file = read(cell);
    return new CellDescription(
        cell.name().value(),
        "local",
        "local",
        file.map(CellFile::version).orElse("unknown"),
        status,
        file.map(CellFile::created).orElseGet(() -> changed(cell)),
        groups(cell, file, status),
        List.of(),
        Map.of(),
        null);
  }

  private static Optional<CellFile> read(CellHome cell) {
    try {
      return Optional.of(CellFile.read(cell));
    } catch (DamagedFileException e) {
      return Optional.empty();
    }
  }

  private static Instant changed(CellHome cell) {
    try {
      return Files.getLastModifiedTime(cell.directory()).toInstant();
    } catch (IOException e) {
      return Instant.EPOCH;
    }
  }

  private static List<CellDescription.Group> groups(
      CellHome cell, Optional<CellFile> file, CellStatus status) {
    List<NodeFile> nodes = nodes(cell);
    List<CellDescription.Group> groups = new ArrayList<>();
    for (Role role : Role.values()) {
      List<CellDescription.Node> members =
          nodes.stream()
              .filter(node -> node.role() == role)
              .sorted(Comparator.comparing(NodeFile::index).thenComparing(NodeFile::id))
              .map(node -> node(node, status))
              .toList();
      int desired = file.map(known -> known.spec().size(role)).orElse(members.size());
      groups.add(new CellDescription.Group(role, desired, members));
    }
    return groups;
  }

  private static List<NodeFile> nodes(CellHome cell) {
    try {
      return NodeFile.readAll(cell).nodes();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static CellDescription.Node node(NodeFile node, CellStatus status) {
    boolean runs = node.process() != null && node.process().isAlive();
    NodeState state =
        runs
            ? NodeState.RUNNING
            : status == CellStatus.CREATING ? NodeState.PENDING : NodeState.STOPPED;
    return new CellDescription.Node(
        node.id(), node.index(), node.ip(), null, state, Health.UNKNOWN);
  }
}
