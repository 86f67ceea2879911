package io.cellos.cli.training;

import io.cellos.base.files.AtomicFiles;
import io.cellos.base.lifecycle.Logs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The training run of the command's ahead-of-time cache (JEP 514): verbs on a small cell of their
 * own, with a home folder of their own. It is apart from the cache for the programs of a cell,
 * because a program loads all that its cache holds, needed or not.
 */
public final class CommandTraining {
  private CommandTraining() {}

  /** Exits 0 if everything that shall be trained ran. */
  public static void main(String[] arguments) {
    Logs.off();
    try {
      Path directory = Files.createTempDirectory("cell-os-training-");
      try {
        run(new Verbs(Map.of("CELLOS_HOME", directory.resolve("home").toString())));
      } finally {
        AtomicFiles.deleteTree(directory);
      }
    } catch (IOException | RuntimeException e) {
      e.printStackTrace();
      System.exit(1);
    }
  }

  private static void run(Verbs verbs) throws IOException {
    try {
      verbs.run("create training --stateless-body 0 --membrane 0");
      verbs.run("list");
      verbs.run("list training");
      verbs.run("list training -o json");
      verbs.run("cmd training nucleus 0 true");
    } finally {
      verbs.run("delete training --yes");
    }
  }
}
