package io.cellos.node.engine;

import io.cellos.base.error.CellException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a build of Apache Mesos has its parts, installed or in the directory that it was built in.
 *
 * @param programs the executable of each part
 * @param launcherDirectory where the agent finds its helpers; empty if the build knows
 * @param libraries to be found first; empty if the system knows
 */
public record ApacheBuild(
    Map<Part, Path> programs, Optional<Path> launcherDirectory, Optional<Path> libraries) {
  private static final List<String> PROGRAMS =
      List.of("sbin/%s", "bin/%s", "bin/%s.sh", "src/%s", "build/bin/%s.sh", "%s");
  private static final List<String> LAUNCHERS = List.of("libexec/mesos", "src", "build/src");
  private static final List<String> LIBRARIES = List.of("lib", "lib64");

  public ApacheBuild {
    programs = Map.copyOf(programs);
  }

  /**
   * Looks through the directory.
   *
   * @throws CellException if it has no master or no agent
   */
  public static ApacheBuild in(Path home) {
    Map<Part, Path> programs = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      programs.put(
          part,
          PROGRAMS.stream()
              .map(place -> home.resolve(place.formatted(part)))
              .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
              .findFirst()
              .orElseThrow(
                  () ->
                      CellException.failed(
                          "there is no executable %s in %s".formatted(part, home),
                          "set mesos.home to where Apache Mesos is installed on the nodes, such"
                              + " as /usr/local")));
    }
    return new ApacheBuild(
        programs,
        LAUNCHERS.stream()
            .map(home::resolve)
            .filter(place -> Files.exists(place.resolve("mesos-containerizer")))
            .findFirst(),
        LIBRARIES.stream().map(home::resolve).filter(ApacheBuild::hasLibraries).findFirst());
  }

  private static boolean hasLibraries(Path directory) {
    String[] names = directory.toFile().list();
    return names != null && Arrays.stream(names).anyMatch(name -> name.startsWith("libmesos"));
  }
}
