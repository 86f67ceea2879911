package io.cellos.cli.training;

import io.cellos.backend.progress.Pace;
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
import java.nio.file.Path;
import java.util.Map;

/** Verbs of the command on a small cell of their own, with a home folder of their own. */
final class CommandTraining {
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
            Pace.real());
    this.backends = Backends.standard(environment);
  }

  static void run(Path directory) throws IOException {
    CommandTraining training = new CommandTraining(directory);
    try {
      training.verb("create training --stateless-body 0 --membrane 0");
      training.verb("list");
      training.verb("list training");
      training.verb("list training -o json");
      training.verb("cmd training nucleus 0 true");
    } finally {
      training.verb("delete training --yes");
    }
  }

  private void verb(String line) throws IOException {
    int status = CellProgram.run(line.split(" "), around, backends);
    if (status != 0) {
      throw new IOException("cell " + line + " ended with status " + status);
    }
  }
}
