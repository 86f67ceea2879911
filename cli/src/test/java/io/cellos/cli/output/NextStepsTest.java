package io.cellos.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NextStepsTest {
  private final NextSteps steps =
      new NextSteps(List.of("list", "log", "delete", "start", "nucleus"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cell list | cell list -B
          see it: cell list demo | see it: cell list -B demo
          cell log demo, or: cell delete demo | cell log -B demo, or: cell delete -B demo
          cell nucleus snapshots demo | cell nucleus snapshots -B demo
          cell demo is running | cell demo is running
          a cell lists nodes | a cell lists nodes
          /opt/cell list | /opt/cell list
          cell delete demo --backend local | cell delete demo --backend local
          cell log a, or cell log b --backend x | cell log -B a, or cell log b --backend x
          """)
  void commandsGetTheOptions(String text, String expected) {
    steps.carry(List.of("--backend", "aws", "--profile", "my own"));

    assertThat(steps.in(text))
        .isEqualTo(expected.replace("-B", "--backend aws --profile 'my own'"));
  }

  @Test
  void withoutOptionsNothingChanges() {
    assertThat(steps.in("cell list demo")).isEqualTo("cell list demo");
  }
}
