package io.cellos.backend.local.cell;

import io.cellos.base.files.AtomicFiles;
import io.cellos.base.json.Json;
import io.cellos.base.process.JavaCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The program that a cell runs from. A cell gets its own copy, so that a rebuilt or removed project
 * never breaks it. Copies, not hard links: a build that rewrites a jar in place would change the
 * cell's too. Times are kept, because an ahead-of-time cache is only valid for the very jars it was
 * made from.
 */
final class Distribution {
  private static final String COMMAND = "command.json";

  private Distribution() {}

  /**
   * @param classPath relative to the distribution where it was copied
   * @param aotCache likewise; null if there is none
   */
  private record Command(String java, String classPath, String aotCache) {}

  /**
   * Copies the program into the directory. A class path that is not one jar with its siblings (in
   * tests, say) is used where it is.
   */
  static void install(JavaCommand program, Path dist) throws IOException {
    AtomicFiles.directory(dist);
    List<Path> jars = program.jars();
    String classPath = program.classPath();
    String cache = program.aotCache() == null ? null : program.aotCache().toString();
    if (!jars.isEmpty()) {
      Path lib = AtomicFiles.directory(dist.resolve("lib"));
      for (Path jar : jars) {
        copy(jar, lib.resolve(jar.getFileName().toString()));
      }
      classPath = "lib/" + jars.getFirst().getFileName();
      if (cache != null) {
        copy(program.aotCache(), dist.resolve("cell.aot"));
        cache = "cell.aot";
      }
    }
    Command command = new Command(program.java().toString(), classPath, cache);
    AtomicFiles.write(dist.resolve(COMMAND), Json.bytes(command));
  }

  /**
   * How programs of the cell are started.
   *
   * @throws DamagedFileException if nobody can tell any more
   */
  static JavaCommand load(Path dist) throws DamagedFileException {
    Path file = dist.resolve(COMMAND);
    try {
      Command command = Json.read(Files.readAllBytes(file), Command.class);
      Path java = Path.of(command.java());
      if (!Files.isExecutable(java)) {
        // the JDK was moved or replaced; its cache is of no use for another one
        return new JavaCommand(
            JavaCommand.current().java(), resolve(dist, command.classPath()), null);
      }
      Path cache = command.aotCache() == null ? null : dist.resolve(command.aotCache());
      return new JavaCommand(java, resolve(dist, command.classPath()), cache);
    } catch (IOException | RuntimeException e) {
      throw DamagedFileException.of(file, e);
    }
  }

  private static String resolve(Path dist, String classPath) {
    return classPath.startsWith("lib/") ? dist.resolve(classPath).toString() : classPath;
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
  }
}
