package io.cellos.cli;

import io.cellos.backend.progress.Pace;
import io.cellos.base.process.JavaCommand;
import io.cellos.cli.terminal.Interrupts;
import io.cellos.cli.terminal.Programs;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Everything a run of the program has around it. Only its assembly takes all of it; each command
 * gets the parts it needs.
 *
 * @param terminal whether a person sits at both ends: input and output are a terminal
 * @param self the words that run this program once more
 */
public record Surroundings(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> env,
    boolean terminal,
    Interrupts interrupts,
    Programs programs,
    List<String> self,
    Pace pace) {
  private static final int HEAP_MEGABYTES = 256;

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
        thisProgram(),
        Pace.real());
  }

  /** The launcher says where it is; without it, the same Java program. */
  private static List<String> thisProgram() {
    String launcher = System.getProperty("cellos.launcher");
    return launcher == null
        ? JavaCommand.current().of(HEAP_MEGABYTES, Map.of(), Main.class)
        : List.of(launcher);
  }

  // JDK 25 answers null again where input or output is no terminal; JDK 22 to 24 did not.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean hasTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }
}
