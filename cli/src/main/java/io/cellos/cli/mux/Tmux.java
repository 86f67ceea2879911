package io.cellos.cli.mux;

import io.cellos.base.error.CellException;
import io.cellos.cli.terminal.Programs;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The tmux of this machine. */
public final class Tmux {
  private static final String VARIABLE = "CELL_TMUX";

  private final List<String> program;
  private final boolean inside;
  private final Programs programs;

  /**
   * @param env {@code CELL_TMUX} is the tmux to use, with options such as {@code tmux -L work};
   *     {@code TMUX} is set inside one
   */
  public Tmux(Map<String, String> env, Programs programs) {
    this.program = List.of(env.getOrDefault(VARIABLE, "tmux").strip().split("\\s+"));
    this.inside = !env.getOrDefault("TMUX", "").isEmpty();
    this.programs = programs;
  }

  /** Whether there is such a session. */
  public boolean has(String session) throws InterruptedException {
    ProcessBuilder question = builder(List.of("has-session", "-t", SessionLayout.target(session)));
    question.redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
    try {
      return question.start().waitFor() == 0;
    } catch (IOException e) {
      throw missing(e);
    }
  }

  /**
   * Runs tmux commands.
   *
   * @return the exit status
   */
  public int run(List<String> words) throws InterruptedException {
    try {
      return programs.run(builder(words));
    } catch (IOException e) {
      throw missing(e);
    }
  }

  /** Shows the session on this terminal, which may show another one already. */
  public int show(String session) throws InterruptedException {
    String verb = inside ? "switch-client" : "attach-session";
    return run(List.of(verb, "-t", SessionLayout.target(session)));
  }

  /** The command that shows the session, to paste. */
  public String attach(String session) {
    return "%s attach-session -t %s".formatted(String.join(" ", program), session);
  }

  private ProcessBuilder builder(List<String> words) {
    List<String> all = new ArrayList<>(program);
    all.addAll(words);
    return new ProcessBuilder(all);
  }

  private CellException missing(IOException e) {
    return CellException.failed(
        "can't run %s: %s".formatted(program.getFirst(), e.getMessage()),
        "install tmux 3.2 or newer, or name one with %s=/path/to/tmux; one node without it: cell ssh"
            .formatted(VARIABLE),
        e);
  }
}
