package io.cellos.backend.local.cell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file of a cell that is missing, cut short or not what it should be. */
public final class DamagedFileException extends IOException {
  private static final long serialVersionUID = 1;

  public DamagedFileException(Path file, String why) {
    super(file + " can't be read: " + why);
  }

  private DamagedFileException(Path file, String why, Throwable cause) {
    super(file + " can't be read: " + why, cause);
  }

  /** The same failure with the file's name and a reason of one line. */
  static DamagedFileException of(Path file, Exception failure) {
    if (failure instanceof DamagedFileException known) {
      return known;
    }
    Throwable cause = failure instanceof UncheckedIOException io ? io.getCause() : failure;
    String why =
        cause instanceof NoSuchFileException ? "it is missing" : firstLine(cause.getMessage());
    return new DamagedFileException(file, why, cause);
  }

  private static String firstLine(String message) {
    return message == null ? "unknown reason" : message.lines().findFirst().orElse("");
  }
}
