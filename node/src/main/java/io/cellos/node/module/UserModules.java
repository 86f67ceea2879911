package io.cellos.node.module;

import io.cellos.base.files.AtomicFiles;
import io.cellos.node.boot.BootStep;
import io.cellos.node.boot.StepFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The user's own modules of this node. Each is copied once from the cell's seed to {@code
 * NODE_HOME/modules/<name>} and runs there, at every start of the node: a module must be able to
 * run again.
 *
 * @param seed has {@code modules/<name>/} with {@code provision}, {@code provision_post} or both
 * @param home the node's directory
 * @param names in the order in which they run
 * @param runner runs their executables
 */
public record UserModules(Path seed, Path home, List<String> names, ScriptRunner runner) {
  private static final String BEFORE = "provision";
  private static final String AFTER = "provision_post";

  public UserModules {
    names = List.copyOf(names);
  }

  /**
   * The steps before the barrier. A module that is missing in the seed has one too, which fails and
   * says so.
   */
  public List<BootStep> stepsBeforeBarrier() {
    List<BootStep> steps = new ArrayList<>();
    for (String name : names) {
      if (!Files.isDirectory(source(name)) || has(name, BEFORE)) {
        steps.add(step(name, BEFORE));
      }
    }
    return steps;
  }

  /** The steps after the barrier. */
  public List<BootStep> stepsAfterBarrier() {
    return names.stream().filter(name -> has(name, AFTER)).map(name -> step(name, AFTER)).toList();
  }

  private BootStep step(String module, String executable) {
    String step = module + "." + executable;
    return new BootStep(
        step,
        waiting -> {
          Path script = copied(module).resolve(executable);
          if (!Files.isExecutable(script)) {
            throw new StepFailedException(
                source(module).resolve(executable)
                    + " is not executable; on your copy run: chmod +x "
                    + executable);
          }
          runner.run(step, script, home.resolve("logs").resolve(module + ".log"));
        });
  }

  private Path source(String module) {
    return seed.resolve("modules").resolve(module);
  }

  private boolean has(String module, String executable) {
    return Files.exists(source(module).resolve(executable));
  }

  /** The node's own copy of the module, which is wholly there or not there. */
  private Path copied(String module) throws IOException, StepFailedException {
    Path target = home.resolve("modules").resolve(module);
    if (Files.isDirectory(target)) {
      return target;
    }
    if (!Files.isDirectory(source(module))) {
      throw new StepFailedException("the cell's seed has no module " + source(module));
    }
    Path part = target.resolveSibling("." + module + "." + UUID.randomUUID());
    try {
      copyTree(source(module), part);
      Files.move(part, target);
    } finally {
      AtomicFiles.deleteTree(part);
    }
    return target;
  }

  private static void copyTree(Path source, Path target) throws IOException {
    AtomicFiles.directory(target.getParent());
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(
            file,
            target.resolve(source.relativize(file).toString()),
            StandardCopyOption.COPY_ATTRIBUTES,
            LinkOption.NOFOLLOW_LINKS);
      }
    }
  }
}
