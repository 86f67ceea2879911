package io.cellos.node.command;

import io.cellos.base.files.AtomicFiles;
import io.cellos.base.process.JavaCommand;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Puts {@code zk-list-nodes} and {@code zk-barrier} into a node's {@code bin} directory. */
public final class CommandScripts {
  private static final int HEAP_MEGABYTES = 32;

  private CommandScripts() {}

  /**
   * Writes the scripts. They need nothing from the environment that they are called in.
   *
   * @param main takes the name of the command as its first argument
   */
  public static void write(Path bin, JavaCommand java, Class<?> main, URI sharedStore)
      throws IOException {
    AtomicFiles.directory(bin);
    for (String command : List.of("zk-list-nodes", "zk-barrier")) {
      String script =
          """
          #!/bin/sh
          CELL_SHARED=%s exec %s "$@"
          """
              .formatted(
                  quoted(sharedStore.toString()),
                  java.of(HEAP_MEGABYTES, Map.of(), main, command).stream()
                      .map(CommandScripts::quoted)
                      .collect(Collectors.joining(" ")));
      Path file = bin.resolve(command);
      AtomicFiles.write(file, script.getBytes(StandardCharsets.UTF_8));
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
