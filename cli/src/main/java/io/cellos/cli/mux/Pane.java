package io.cellos.cli.mux;

import java.util.List;

/**
 * One node in a window.
 *
 * @param title for example {@code nucleus-1}
 * @param program what runs in it
 */
public record Pane(String title, List<String> program) {
  public Pane {
    program = List.copyOf(program);
  }
}
