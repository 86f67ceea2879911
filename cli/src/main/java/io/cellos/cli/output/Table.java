package io.cellos.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;

/** Columns as wide as their widest cell, under bold headings. */
final class Table {
  /** One cell of the table. */
  record Cell(String text, List<IStyle> styles) {
    static Cell of(String text, IStyle... styles) {
      return new Cell(text, List.of(styles));
    }
  }

  private final List<List<Cell>> rows = new ArrayList<>();

  Table(String... headings) {
    List<Cell> row = new ArrayList<>();
    for (String heading : headings) {
      row.add(Cell.of(heading, Style.bold));
    }
    rows.add(row);
  }

  Table row(Cell... cells) {
    return row(List.of(cells));
  }

  Table row(List<Cell> cells) {
    rows.add(List.copyOf(cells));
    return this;
  }

  List<Line> lines() {
    int[] widths = IntStream.range(0, rows.getFirst().size()).map(this::width).toArray();
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static Line line(List<Cell> row, int[] widths) {
    Line line = new Line();
    for (int i = 0; i < row.size(); i++) {
      line.column(row.get(i).text, widths[i] + 2, row.get(i).styles.toArray(IStyle[]::new));
    }
    return line;
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).text.length()).max().orElse(0);
  }
}
