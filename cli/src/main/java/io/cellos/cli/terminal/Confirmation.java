package io.cellos.cli.terminal;

import io.cellos.base.error.CellException;
import io.cellos.base.error.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Asks the user before something that can't be undone. */
public final class Confirmation {
  private final InputStream in;
  private final PrintStream err;
  private final boolean terminal;

  /**
   * @param terminal whether somebody is there to answer
   */
  public Confirmation(InputStream in, PrintStream err, boolean terminal) {
    this.in = in;
    this.err = err;
    this.terminal = terminal;
  }

  /**
   * Returns only if the user types the expected word.
   *
   * @param what the consequence, one sentence
   * @param withoutAsking the command that does not ask, for the message
   * @throws CellException REFUSED if they type anything else or nobody is there to ask
   */
  public void require(String what, String expected, String withoutAsking) {
    if (!terminal) {
      throw new CellException(
          ExitCode.REFUSED,
          what + " This needs a confirmation, and there is no terminal to ask on",
          "if you are sure: " + withoutAsking);
    }
    err.print(what + "\nType " + expected + " to go on: ");
    err.flush();
    if (!expected.equals(answer())) {
      throw new CellException(ExitCode.REFUSED, "not confirmed; nothing was changed", "");
    }
  }

  private String answer() {
    try {
      String line =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
      return line == null ? "" : line.strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
