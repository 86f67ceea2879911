package io.cellos.base.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellos.model.InvalidInputException;
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

  @Test
  void textIsSplitAsAShellDoes() {
    assertThat(ShellWords.split(" -o 'A b'  -o \"C \\\"d\\\" \\e\" f\\ g'h' '' "))
        .containsExactly("-o", "A b", "-o", "C \"d\" \\e", "f gh", "");
    assertThat(ShellWords.split("  ")).isEmpty();
    assertThatThrownBy(() -> ShellWords.split("-o 'A")).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void whatWasQuotedIsSplitAgain() {
    List<String> words = List.of("it's", "a \"b\"", "$x `y` \\", "", "\n");
    assertThat(ShellWords.split(ShellWords.program(words))).isEqualTo(words);
  }
}
