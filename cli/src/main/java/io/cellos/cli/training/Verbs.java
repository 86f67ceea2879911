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
import java.util.List;
import java.util.Map;

/**
 * Runs of the command in a training, which must all succeed; only what they complain of is shown.
 */
record Verbs(Map<String, String> environment) {

  void run(String line) throws IOException {
    Surroundings around =
        new Surroundings(
            InputStream.nullInputStream(),
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
            System.err,
            environment,
            false,
            Interrupts.ofProcess(),
            Programs.inheriting(),
            List.of(),
            Pace.real());
    int status = CellProgram.run(line.split(" "), around, Backends.standard());
    if (status != 0) {
      throw new IOException("cell " + line + " ended with status " + status);
    }
  }
}
