package io.cellos.backend.local.cell;

import io.cellos.base.files.AtomicFiles;
import io.cellos.base.json.Json;
import io.cellos.model.CellSpec;
import io.cellos.model.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Objects;

/**
 * The content of {@code cell.json}: what the cell shall be. The controller alone writes it while it
 * runs; a command writes it only when there is none.
 *
 * @param format 1
 * @param spec the sizes are the desired ones of now
 * @param network the N of 127.N.0.0/24, 1 to 254
 * @param version of the program that created the cell
 * @param stopped whether the cell was stopped on purpose
 * @param createdOnce whether every group once had all its nodes healthy
 */
public record CellFile(
    int format,
    CellSpec spec,
    int network,
    Instant created,
    String version,
    boolean stopped,
    boolean createdOnce) {
  public static final int FORMAT = 1;

  public CellFile {
    if (format != FORMAT) {
      throw new IllegalArgumentException("format " + format + " is not known here");
    }
    Objects.requireNonNull(spec, "spec");
    Objects.requireNonNull(spec.name(), "spec.name");
    Objects.requireNonNull(created, "created");
    Objects.requireNonNull(version, "version");
    new Network(network);
  }

  public static CellFile create(CellSpec spec, Network network, Instant now, String version) {
    return new CellFile(FORMAT, spec, network.number(), now, version, false, false);
  }

  /**
   * @throws DamagedFileException if it is missing or unreadable, or describes another cell
   */
  public static CellFile read(CellHome home) throws DamagedFileException {
    try {
      CellFile file = Json.read(Files.readAllBytes(home.cellFile()), CellFile.class);
      if (!file.spec.name().equals(home.name())) {
        throw new DamagedFileException(home.cellFile(), "it describes cell " + file.spec.name());
      }
      return file;
    } catch (IOException | RuntimeException e) {
      throw DamagedFileException.of(home.cellFile(), e);
    }
  }

  public void write(CellHome home) throws IOException {
    AtomicFiles.write(home.cellFile(), Json.bytes(this));
  }

  public Network net() {
    return new Network(network);
  }

  public CellFile withSize(Role role, int size) {
    return new CellFile(
        format, spec.withSize(role, size), network, created, version, stopped, createdOnce);
  }

  public CellFile asStopped(boolean isStopped) {
    return new CellFile(format, spec, network, created, version, isStopped, createdOnce);
  }

  public CellFile asCreated() {
    return new CellFile(format, spec, network, created, version, stopped, true);
  }
}
