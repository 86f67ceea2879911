package io.cellos.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.cli.testing.CellRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CmdCommandTest {
  private final CellRun cell = new CellRun();

  @BeforeEach
  void aRunningCell() {
    cell.backend().running("demo", 3, 1);
  }

  @Test
  void oneWordIsAShellCommand() {
    CellRun.Result result = cell.run("cmd", "demo", "nucleus", "2", "echo $NODE_NAME | tr a-z A-Z");

    assertThat(result.out()).isEqualTo("NUCLEUS-2\n");
    assertThat(result.status()).isZero();
  }

  @Test
  void severalWordsAreAProgramAndItsArguments() {
    assertThat(
            cell.run(
                    "cmd", "demo", "nucleus", "1", "printf", "%s.", "a b", "$HOME", "it's", "--all")
                .out())
        .isEqualTo("a b.$HOME.it's.--all.");
  }

  @Test
  void theExitStatusBecomesOurs() {
    assertThat(cell.run("cmd", "demo", "nucleus", "1", "exit 7").status()).isEqualTo(7);
  }

  @Test
  void zeroIsTheFirstHealthyNode() {
    assertThat(cell.run("cmd", "demo", "nucleus", "0", "echo $NODE_NAME").out())
        .isEqualTo("nucleus-1\n");
  }

  @Test
  void withoutAHealthyNodeZeroIsAnError() {
    cell.run("stop", "demo");

    CellRun.Result result = cell.run("cmd", "demo", "nucleus", "0", "true");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("no nucleus node of cell demo is healthy", "cell list demo");
  }

  @Test
  void theSameOutputOfAllNodesIsFolded() {
    assertThat(cell.run("cmd", "demo", "nucleus", "all", "echo same; echo two >&2").out())
        .isEqualTo("nucleus-1, nucleus-2, nucleus-3 (3 nodes):\n  same\n  two\n");
  }

  @Test
  void differentOutputsStandApartAndTheWorstStatusCounts() {
    CellRun.Result result =
        cell.run("cmd", "demo", "nucleus", "all", "echo hi; [ $NODE_NAME != nucleus-2 ] || exit 3");

    assertThat(result.out())
        .isEqualTo("nucleus-1, nucleus-3 (2 nodes):\n  hi\nnucleus-2 (exit 3):\n  hi\n");
    assertThat(result.status()).isEqualTo(3);
  }

  @Test
  void anEmptyGroupIsAnError() {
    CellRun.Result result = cell.run("cmd", "demo", "stateful-body", "all", "true");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("has no stateful-body nodes");
  }

  @Test
  void aWrongIndexIsWrongUsage() {
    assertThat(cell.run("cmd", "demo", "nucleus", "first", "true").status()).isEqualTo(2);
    assertThat(cell.run("cmd", "demo", "nucleus", "-1", "true").status()).isEqualTo(2);
    assertThat(cell.run("cmd", "demo", "nucleus", "1").status()).isEqualTo(2);
  }

  @Test
  void aShellOpensOnTheFirstHealthyNodeOrTheOneNamed() {
    assertThat(cell.run("ssh", "demo", "nucleus").out()).isEqualTo("shell on nucleus-1\n");
    assertThat(cell.run("ssh", "demo", "nucleus", "3").out()).isEqualTo("shell on nucleus-3\n");
    assertThat(cell.run("ssh", "demo", "body").out()).isEqualTo("shell on stateless-body-1\n");
    assertThat(cell.run("ssh", "demo", "nucleus", "all").status()).isEqualTo(2);
  }
}
