package io.cellos.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShellWordsTest {
  @Test
  void oneWordStaysAsItIs() {
    assertThat(ShellWords.command(List.of("ls | wc -l"))).isEqualTo("ls | wc -l");
  }

  @Test
  void severalWordsAreQuotedWhereTheShellWouldChangeThem() {
    assertThat(ShellWords.command(List.of("ls", "-l", "a b", "it's", "", "*")))
        .isEqualTo("ls -l 'a b' 'it'\\''s' '' '*'");
  }
}
