package io.cellos.backend.module;

import io.cellos.model.InvalidInputException;
import io.cellos.model.UserModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Checks the user's modules. */
public final class ModuleCheck {
  private static final List<String> PROGRAMS = List.of("provision", "provision_post");

  private ModuleCheck() {}

  /**
   * @throws InvalidInputException naming everything that is wrong with any of them
   */
  public static void check(List<UserModule> modules) {
    List<String> problems = new ArrayList<>();
    for (UserModule module : modules) {
      check(module, problems);
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
  }

  private static void check(UserModule module, List<String> problems) {
    Path directory = Path.of(module.path());
    String where = "module " + module.name() + " (" + directory + ")";
    if (!Files.isDirectory(directory)) {
      problems.add(where + " is not a directory");
      return;
    }
    List<Path> programs =
        PROGRAMS.stream().map(directory::resolve).filter(Files::isRegularFile).toList();
    if (programs.isEmpty()) {
      problems.add(where + " has neither provision nor provision_post: add one of them");
    }
    for (Path program : programs) {
      if (!Files.isExecutable(program)) {
        problems.add(where + ": make it executable with: chmod +x " + program);
      }
    }
    try (Stream<Path> files = Files.walk(directory.toRealPath())) {
      Path root = directory.toRealPath();
      for (Path link : files.filter(Files::isSymbolicLink).toList()) {
        if (!staysInside(root, link)) {
          problems.add(where + ": the link " + link + " leads outside; copy what it points to");
        }
      }
    } catch (IOException | UncheckedIOException e) {
      problems.add(where + " can't be read: " + e.getMessage());
    }
  }

  /** Only relative links inside the module mean the same after it was copied. */
  private static boolean staysInside(Path root, Path link) throws IOException {
    Path target = Files.readSymbolicLink(link);
    if (target.isAbsolute()) {
      return false;
    }
    return link.resolveSibling(target).normalize().startsWith(root);
  }
}
