package io.cellos.cli;

import io.cellos.backend.progress.Pace;
import io.cellos.cli.terminal.Interrupts;
import io.cellos.cli.terminal.Programs;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Everything a run of the program has around it. Only its assembly takes all of it; each command
 * gets the parts it needs.
 *
 * @param terminal whether a person sits at both ends: input and output are a terminal
 */
public record Surroundings(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> env,
    boolean terminal,
    Interrupts interrupts,
    Programs programs,
    Pace pace) {

  /** This process' own. Output is UTF-8 whatever the locale, as terminals are. */
  public static Surroundings ofProcess() {
    return new Surroundings(
        System.in,
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        System.getenv(),
        hasTerminal(),
        Interrupts.ofProcess(),
        Programs.inheriting(),
        Pace.real());
  }

  // JDK 25 answers null again where input or output is no terminal; JDK 22 to 24 did not.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean hasTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }
}
