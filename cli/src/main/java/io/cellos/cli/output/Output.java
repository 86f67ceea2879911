package io.cellos.cli.output;

import io.cellos.cli.terminal.TerminalSize;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi;

/** Where results and remarks go, and whether they may be coloured and redrawn. */
public final class Output {
  private final PrintStream out;
  private final PrintStream err;
  private final boolean terminal;
  private final Map<String, String> env;
  private final NextSteps nextSteps;
  private Optional<TerminalSize> size = Optional.empty();

  /**
   * @param terminal whether {@code out} is a terminal
   * @param nextSteps makes the commands in remarks and advice fit to be pasted
   */
  public Output(
      PrintStream out,
      PrintStream err,
      boolean terminal,
      Map<String, String> env,
      NextSteps nextSteps) {
    this.out = out;
    this.err = err;
    this.terminal = terminal;
    this.env = env;
    this.nextSteps = nextSteps;
  }

  public PrintStream out() {
    return out;
  }

  public PrintStream err() {
    return err;
  }

  /** Whether lines may be redrawn in place. */
  public boolean canRedraw() {
    return terminal && !"dumb".equals(env.get("TERM"));
  }

  /** Colours on a terminal, unless the user set NO_COLOR. */
  public Ansi ansi() {
    boolean coloured = canRedraw() && env.getOrDefault("NO_COLOR", "").isEmpty();
    return coloured ? Ansi.ON : Ansi.OFF;
  }

  /** Asked of the terminal once. */
  public TerminalSize size() {
    if (size.isEmpty()) {
      size = Optional.of(TerminalSize.detect(env));
    }
    return size.get();
  }

  public void line(String text) {
    out.println(text);
  }

  public void line(Line line) {
    out.println(line.render(ansi()));
  }

  /** A line with commands to paste. */
  public void advice(String text) {
    out.println(nextSteps.in(text));
  }

  /** A remark, apart from the results. */
  public void remark(String text) {
    err.println(nextSteps.in(text));
  }

  /** Whether nobody reads the results any more, as after {@code | head}. */
  public boolean isClosed() {
    return out.checkError();
  }
}
