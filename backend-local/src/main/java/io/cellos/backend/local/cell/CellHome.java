package io.cellos.backend.local.cell;

import io.cellos.model.CellName;
import io.cellos.model.NodeId;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the files of one cell are.
 *
 * @param directory absolute; its last name is the cell's
 */
public record CellHome(Path directory) {

  public CellName name() {
    return CellName.parse(directory.getFileName().toString());
  }

  public boolean exists() {
    return Files.isDirectory(directory);
  }

  /** What the cell shall be; see {@link CellFile}. */
  public Path cellFile() {
    return directory.resolve("cell.json");
  }

  /** Where the controller is and the token it asks for; see {@link ControllerFile}. */
  public Path controllerFile() {
    return directory.resolve("controller.json");
  }

  /** Held by the controller as long as it runs, so that there is never a second one. */
  public Path controllerLock() {
    return directory.resolve("controller.lock");
  }

  /** There once a delete began; a file of its own because it must work for damaged cells too. */
  public Path deletingMark() {
    return directory.resolve("deleting");
  }

  public Path events() {
    return directory.resolve("events.log");
  }

  public Path logs() {
    return directory.resolve("logs");
  }

  /** The program that the cell runs from. */
  public Path dist() {
    return directory.resolve("dist");
  }

  /** What every node gets to see; has {@code modules/<name>/}. */
  public Path seed() {
    return directory.resolve("seed");
  }

  /** The shared store. */
  public Path shared() {
    return directory.resolve("shared");
  }

  public Path nodes() {
    return directory.resolve("nodes");
  }

  public Path node(NodeId node) {
    return nodes().resolve(node.value());
  }

  /** Logs of the last nodes that are no more. */
  public Path gone() {
    return directory.resolve("gone");
  }
}
