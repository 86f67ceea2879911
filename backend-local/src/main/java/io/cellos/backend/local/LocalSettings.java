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
 */
public record LocalSettings(Path home, String version, JavaCommand program, Class<?> nodeMain) {
  public LocalSettings {
    home = home.toAbsolutePath().normalize();
  }
}
