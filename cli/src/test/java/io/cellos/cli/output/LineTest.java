package io.cellos.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

class LineTest {
  private final Line line = new Line().column("one", 5).add("red", Style.fg_red).add(" end");

  @Test
  void stylesShowOnlyWhereColoursMay() {
    assertThat(line.render(Ansi.OFF)).isEqualTo("one  red end");
    assertThat(line.render(Ansi.ON)).isEqualTo("one  \u001b[31mred\u001b[0m end");
    assertThat(line.width()).isEqualTo(12);
  }

  @Test
  void whatDoesNotFitIsCutOff() {
    assertThat(line.render(Ansi.OFF, 12)).isEqualTo("one  red end");
    assertThat(line.render(Ansi.OFF, 8)).isEqualTo("one  re…");
    assertThat(line.render(Ansi.ON, 7)).isEqualTo("one  \u001b[31mr\u001b[0m…");
    assertThat(line.render(Ansi.OFF, 1)).isEqualTo("…");
  }

  @Test
  void controlCharactersCanNotMoveTheCursor() {
    assertThat(Line.of("a\u001b[2Jb\nc").render(Ansi.OFF)).isEqualTo("a?[2Jb?c");
  }
}
