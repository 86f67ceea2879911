package io.cellos.node.program;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Turns over the log of a program that holds it open: what is there is copied aside and the file is
 * emptied. The program appends, so it goes on at the beginning.
 */
public final class LogTurn {
  private static final long MOST_BYTES = 10_000_000;

  private LogTurn() {}

  /** Does it if the log is long. */
  public static void turn(Path log) throws IOException {
    if (Files.exists(log) && Files.size(log) > MOST_BYTES) {
      Files.copy(
          log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
      try (FileChannel file = FileChannel.open(log, StandardOpenOption.WRITE)) {
        file.truncate(0);
      }
    }
  }
}
