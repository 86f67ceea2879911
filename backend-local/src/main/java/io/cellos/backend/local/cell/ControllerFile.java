package io.cellos.backend.local.cell;

import io.cellos.base.files.AtomicFiles;
import io.cellos.base.json.Json;
import io.cellos.base.process.ProcessRef;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Objects;

/**
 * The content of {@code controller.json}, mode 0600: how to reach the controller of a cell.
 *
 * @param url for example {@code http://127.20.0.1}
 * @param token what a caller must show; whoever can read this file may command the cell
 */
public record ControllerFile(ProcessRef process, String url, String token) {
  public ControllerFile {
    Objects.requireNonNull(process, "process");
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(token, "token");
  }

  /**
   * @throws DamagedFileException also if there is none
   */
  public static ControllerFile read(CellHome home) throws DamagedFileException {
    try {
      return Json.read(Files.readAllBytes(home.controllerFile()), ControllerFile.class);
    } catch (IOException | RuntimeException e) {
      throw DamagedFileException.of(home.controllerFile(), e);
    }
  }

  public void write(CellHome home) throws IOException {
    AtomicFiles.write(home.controllerFile(), Json.bytes(this));
  }

  /** Without the token, which belongs in no log. */
  @Override
  public String toString() {
    return url + " (pid " + process.pid() + ")";
  }
}
