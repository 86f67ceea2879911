package io.cellos.cli.mux;

import io.cellos.base.process.ShellWords;
import io.cellos.model.CellName;
import io.cellos.model.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What runs in a pane: {@code cell ssh}, which stays readable when it fails. */
public final class PaneProgram {
  /**
   * What {@code cell} reads. tmux gives new windows the environment of its server, which may have
   * been started elsewhere long ago.
   */
  private static final String READ = "CELL.*|AWS_.*|SSH_(USER|TIMEOUT|OPTIONS)|JAVA_HOME";

  /** These would be seen in the process list; they are used if tmux' server has them. */
  private static final String SECRET = "AWS_.*(KEY|TOKEN|SECRET).*";

  private final List<String> cell;
  private final Map<String, String> env;

  /**
   * @param cell the words that run this program
   */
  public PaneProgram(List<String> cell, Map<String, String> env) {
    this.cell = List.copyOf(cell);
    this.env = new TreeMap<>(env);
  }

  /**
   * @param options that choose the backend
   */
  public Pane ofNode(CellName name, Role role, int index, List<String> options) {
    List<String> words = new ArrayList<>(cell);
    words.add("ssh");
    words.addAll(options);
    words.addAll(List.of(name.value(), role.toString(), String.valueOf(index)));
    String ssh = words.stream().map(ShellWords::quote).collect(Collectors.joining(" "));
    String script = ssh + " || { printf 'Press Enter to close. '; read -r _; }";
    return new Pane(role + "-" + index, List.of("sh", "-c", script));
  }

  /** The variables that the panes need. */
  public Map<String, String> environment() {
    Map<String, String> needed = new TreeMap<>(env);
    needed.keySet().removeIf(key -> !key.matches(READ) || key.matches(SECRET));
    return needed;
  }
}
