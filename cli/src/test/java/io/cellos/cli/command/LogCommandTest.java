package io.cellos.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.cli.testing.CellRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogCommandTest {
  private final CellRun cell = new CellRun();

  @BeforeEach
  void aRunningCellWithLogs() {
    cell.backend()
        .running("demo", 3, 1)
        .log("nucleus-1", "zookeeper", "binding to port")
        .log("nucleus-2", "node", "registered");
  }

  @Test
  void withoutARoleItFollowsEvents() {
    CellRun.Result result = cell.run("log", "demo");

    assertThat(result.status()).isZero();
    assertThat(result.out()).isEqualTo("2026-11-23T04:00:00Z controller: nucleus-1 started\n");
    assertThat(cell.backend().calls()).containsExactly("events demo following");
  }

  @Test
  void noFollowPrintsWhatThereIs() {
    cell.run("log", "demo", "--no-follow");

    assertThat(cell.backend().calls()).containsExactly("events demo");
  }

  @Test
  void withARoleItMergesTheLogsOfItsNodes() {
    assertThat(cell.run("log", "demo", "nucleus").out())
        .isEqualTo("nucleus-1 zookeeper | binding to port\nnucleus-2 node | registered\n");
    assertThat(cell.backend().calls()).containsExactly("logs demo nucleus OptionalInt.empty");
  }

  @Test
  void oneNodeCanBeFollowed() {
    assertThat(cell.run("log", "demo", "nucleus", "2", "-f").out())
        .isEqualTo("nucleus-2 node | registered\n");
    assertThat(cell.backend().calls())
        .containsExactly("logs demo nucleus OptionalInt[2] following");
  }

  @Test
  void zeroIsTheFirstHealthyNode() {
    cell.run("log", "demo", "nucleus", "0");

    assertThat(cell.backend().calls()).containsExactly("logs demo nucleus OptionalInt[1]");
  }

  @Test
  void prefixesAreColouredOnATerminalOnly() {
    assertThat(cell.typing("").run("log", "demo", "nucleus").out()).contains("\u001b[");
    assertThat(cell.env("NO_COLOR", "1").run("log", "demo", "nucleus").out())
        .doesNotContain("\u001b[");
  }

  @Test
  void aNodeThatIsNotThereIsNamed() {
    CellRun.Result result = cell.run("log", "demo", "nucleus", "7");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("nucleus-1, nucleus-2, nucleus-3");
  }
}
