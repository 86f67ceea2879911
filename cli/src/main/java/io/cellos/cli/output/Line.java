package io.cellos.cli.output;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;

/** One line of text whose parts have styles; it knows its width without them. */
public final class Line {
  private record Part(String text, List<IStyle> styles) {}

  private final List<Part> parts = new ArrayList<>();

  public static Line of(String text, IStyle... styles) {
    return new Line().add(text, styles);
  }

  /** Adds a part; control characters in it are shown as {@code ?}, so it can't move the cursor. */
  public Line add(String text, IStyle... styles) {
    parts.add(new Part(text.replaceAll("\\p{Cntrl}", "?"), List.of(styles)));
    return this;
  }

  /** Adds a part filled up with blanks to the width. */
  public Line column(String text, int width, IStyle... styles) {
    return add(text, styles).add(" ".repeat(Math.max(0, width - text.length())));
  }

  public int width() {
    return parts.stream().mapToInt(part -> part.text.length()).sum();
  }

  public String render(Ansi ansi) {
    return render(ansi, Integer.MAX_VALUE);
  }

  /** The line, cut off with an ellipsis where it is wider; trailing blanks are left away. */
  public String render(Ansi ansi, int columns) {
    StringBuilder line = new StringBuilder();
    int left = width() <= columns ? columns : Math.max(0, columns - 1);
    for (Part part : parts) {
      String text = part.text.substring(0, Math.min(left, part.text.length()));
      left -= text.length();
      boolean styled = ansi.enabled() && !part.styles.isEmpty() && !text.isEmpty();
      line.append(styled ? Style.on(part.styles.toArray(IStyle[]::new)) : "");
      line.append(text);
      line.append(styled ? Style.reset.on() : "");
    }
    return line.toString().stripTrailing() + (width() > columns ? "…" : "");
  }
}
