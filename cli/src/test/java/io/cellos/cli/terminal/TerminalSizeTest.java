package io.cellos.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalSizeTest {
  @Test
  void readsWhatSttySays() {
    assertThat(TerminalSize.parse("24 80\n")).contains(new TerminalSize(80, 24));
    assertThat(TerminalSize.parse("0 0\n")).isEmpty();
    assertThat(TerminalSize.parse("")).isEmpty();
    assertThat(TerminalSize.parse("stty: standard input: Inappropriate ioctl")).isEmpty();
  }
}
