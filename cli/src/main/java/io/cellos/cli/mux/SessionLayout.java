package io.cellos.cli.mux;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The words of one tmux call that lays out a session. One call, because tmux stops at the first
 * command of it that fails, and because each new one would find another window current if the user
 * is quick.
 */
public final class SessionLayout {
  /** What still is readable on a usual screen; a nucleus fits into one window. */
  static final int PANES_A_WINDOW = 9;

  private final String session;
  private final List<String> words = new ArrayList<>();
  private String firstWindow = "";

  public SessionLayout(String session) {
    this.session = session;
  }

  /** How tmux names exactly this session, and not one that begins like it. */
  public static String target(String session) {
    return "=" + session;
  }

  /**
   * Adds the nodes of a role: one window, or more if there are too many for one.
   *
   * @param panes at least one
   * @param environment of what runs in the session; only the first window's call sets it
   */
  public SessionLayout add(String role, List<Pane> panes, Map<String, String> environment) {
    for (int from = 0; from < panes.size(); from += PANES_A_WINDOW) {
      String name = from == 0 ? role : role + "-" + (from / PANES_A_WINDOW + 1);
      int to = Math.min(from + PANES_A_WINDOW, panes.size());
      window(name, panes.subList(from, to), environment);
    }
    return this;
  }

  private void window(String name, List<Pane> panes, Map<String, String> environment) {
    List<String> begin = new ArrayList<>();
    if (firstWindow.isEmpty()) {
      firstWindow = name;
      begin.addAll(List.of("new-session", "-d", "-s", session));
      environment.forEach((key, value) -> begin.addAll(List.of("-e", key + "=" + value)));
    } else {
      begin.addAll(List.of("new-window", "-t", target(session) + ":"));
    }
    begin.addAll(List.of("-n", name));
    begin.addAll(panes.getFirst().program());
    command(begin);
    command(List.of("set-option", "-w", "-t", current(), "pane-border-status", "top"));
    command(List.of("select-pane", "-t", current(), "-T", panes.getFirst().title()));
    for (Pane pane : panes.subList(1, panes.size())) {
      List<String> split = new ArrayList<>(List.of("split-window", "-t", current()));
      split.addAll(pane.program());
      command(split);
      command(List.of("select-pane", "-t", current(), "-T", pane.title()));
      command(List.of("select-layout", "-t", current(), "tiled")); // else the next has no room
    }
  }

  /** The session's current window, which is the newest. */
  private String current() {
    return target(session) + ":";
  }

  private void command(List<String> more) {
    if (!words.isEmpty()) {
      words.add(";");
    }
    words.addAll(more);
  }

  /** Everything that was added, with the first window in front. */
  public List<String> words() {
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of(";", "select-window", "-t", target(session) + ":" + firstWindow));
    return List.copyOf(all);
  }
}
