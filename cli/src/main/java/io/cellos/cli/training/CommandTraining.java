package io.cellos.cli.training;

import io.cellos.backend.progress.Pace;
import io.cellos.base.files.AtomicFiles;
import io.cellos.base.lifecycle.Logs;
import io.cellos.cli.CellProgram;
import io.cellos.cli.Surroundings;
import io.cellos.cli.input.Backends;
import io.cellos.cli.terminal.Interrupts;
import io.cellos.cli.terminal.Programs;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The training run of the command's ahead-of-time cache (JEP 514): verbs on a small cell of their
 * own, with a home folder of their own. It is apart from the cache for the programs of a cell,
 * because a program loads all that its cache holds, needed or not.
 */
public final class CommandTraining {
  private final Surroundings around;
  private final Backends backends;

  private CommandTraining(Path directory) {
    Map<String, String> environment = Map.of("CELLOS_HOME", directory.resolve("home").toString());
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    this.around =
        new Surroundings(
            InputStream.nullInputStream(),
            nowhere,
            System.err,
            environment,
            false,
            Interrupts.ofProcess(),
            Programs.inheriting(),
            List.of(),
            Pace.real());
    this.backends = Backends.standard();
  }

  /** Exits 0 if everything that shall be trained ran. */
  public static void main(String[] arguments) {
    Logs.off();
    try {
      Path directory = Files.createTempDirectory("cell-os-training-");
      try {
        new CommandTraining(directory).run();
      } finally {
        AtomicFiles.deleteTree(directory);
      }
    } catch (IOException | RuntimeException e) {
      e.printStackTrace();
      System.exit(1);
    }
  }

  private void run() throws IOException {
    try {
      verb("create training --stateless-body 0 --membrane 0");
      verb("list");
      verb("list training");
      verb("list training -o json");
      verb("cmd training nucleus 0 true");
    } finally {
      verb("delete training --yes");
    }
  }

  private void verb(String line) throws IOException {
    int status = CellProgram.run(line.split(" "), around, backends);
    if (status != 0) {
      throw new IOException("cell " + line + " ended with status " + status);
    }
  }
}
