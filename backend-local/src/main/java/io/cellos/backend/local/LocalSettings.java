package io.cellos.backend.local;

import io.cellos.base.process.JavaCommand;
import java.nio.file.Path;

/**
 * What the local backend needs to know from outside.
 *
 * @param home where cells are kept, {@code $CELLOS_HOME/local}; absolute
 * @param version of this program, noted in the cells it creates
 * @param program how programs of this distribution are started; a new cell gets a copy of it
 * @param nodeMain the main class of the node program
 * @param firstNetwork the N of 127.N.0.0/24 that is tried first for a new cell, 1 to 254
 */
public record LocalSettings(
    Path home, String version, JavaCommand program, Class<?> nodeMain, int firstNetwork) {
  private static final int USUAL_FIRST_NETWORK = 20;

  /** With the usual first network, 20. */
  public LocalSettings(Path home, String version, JavaCommand program, Class<?> nodeMain) {
    this(home, version, program, nodeMain, USUAL_FIRST_NETWORK);
  }

  public LocalSettings {
    home = home.toAbsolutePath().normalize();
  }
}
