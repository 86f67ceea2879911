package io.cellos.cli.file;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Checks that a directory is a module, before nodes find out that it is not. */
final class ModuleDirectory {
  private static final List<String> PROGRAMS = List.of("provision", "provision_post");

  private ModuleDirectory() {}

  /** What is wrong with it; empty if nothing is. */
  static List<String> check(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of("there is no directory " + directory);
    }
    List<String> wrong = new ArrayList<>();
    boolean any = false;
    for (String name : PROGRAMS) {
      Path program = directory.resolve(name);
      if (Files.exists(program)) {
        any = true;
        if (!Files.isRegularFile(program) || !Files.isExecutable(program)) {
          wrong.add("%s can't be run; make it so: chmod +x %s".formatted(name, program));
        }
      }
    }
    if (!any) {
      wrong.add(directory + " has neither provision nor provision_post");
    }
    return wrong;
  }
}
