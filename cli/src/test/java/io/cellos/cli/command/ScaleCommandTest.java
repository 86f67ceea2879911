package io.cellos.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.cli.testing.CellRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScaleCommandTest {
  private final CellRun cell = new CellRun();

  @BeforeEach
  void aRunningCell() {
    cell.backend().running("demo", 3, 2);
  }

  @Test
  void growingWaitsUntilTheGroupHasItsSize() {
    CellRun.Result result = cell.run("scale", "demo", "nucleus", "5");

    assertThat(result.status()).isZero();
    assertThat(cell.backend().calls()).containsExactly("scale demo nucleus 5");
    assertThat(result.out())
        .contains("nucleus-5          ready end", "nucleus of demo has 5 nodes")
        .doesNotContain("nucleus-1   ");
  }

  @Test
  void bodyIsShortForStatelessBody() {
    assertThat(cell.run("scale", "demo", "body", "0").status()).isZero();
    assertThat(cell.backend().calls()).containsExactly("scale demo stateless-body 0");
  }

  @Test
  void shrinkingANucleusIsRefusedWithoutATerminal() {
    CellRun.Result result = cell.run("scale", "demo", "nucleus", "1");

    assertThat(result.status()).isEqualTo(5);
    assertThat(result.err())
        .contains("from 3 to 1", "no terminal")
        .contains("cell scale demo nucleus 1 --yes");
    assertThat(cell.backend().calls()).isEmpty();
  }

  @Test
  void shrinkingANucleusAsks() {
    assertThat(cell.typing("no\n").run("scale", "demo", "nucleus", "1").status()).isEqualTo(5);
    assertThat(cell.backend().calls()).isEmpty();

    assertThat(cell.typing("yes\n").run("scale", "demo", "nucleus", "1").status()).isZero();
    assertThat(cell.backend().calls()).containsExactly("scale demo nucleus 1");
  }

  @Test
  void yesShrinksWithoutAsking() {
    assertThat(cell.run("scale", "demo", "nucleus", "1", "--yes").status()).isZero();
    assertThat(cell.backend().calls()).containsExactly("scale demo nucleus 1");
  }

  @Test
  void sizesAreCheckedBeforeAnythingIsAsked() {
    CellRun.Result result = cell.run("scale", "demo", "nucleus", "4");

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains("nucleus can not have 4 nodes: choose 1, 3, 5, 7 or 9");
    assertThat(cell.run("scale", "demo", "body", "-1").status()).isEqualTo(2);
    assertThat(cell.run("scale", "demo", "body", "1001").status()).isEqualTo(2);
    assertThat(cell.run("scale", "demo", "body", "many").status()).isEqualTo(2);
    assertThat(cell.backend().calls()).isEmpty();
  }

  @Test
  void anUnknownRoleGetsASuggestion() {
    CellRun.Result result = cell.run("scale", "demo", "nuclues", "3");

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains("\"nuclues\" is not a role", "did you mean \"nucleus\"?");
  }

  @Test
  void noWaitReturnsAtOnce() {
    CellRun.Result result = cell.run("scale", "demo", "membrane", "2", "--no-wait");

    assertThat(result.out()).isEqualTo("membrane of demo is going from 1 to 2\n");
  }

  @Test
  void aTimeoutNamesTheCommandThatGoesOn() {
    cell.backend().stuck("membrane-2", "zk-barrier");

    CellRun.Result result = cell.run("scale", "demo", "membrane", "2", "--timeout", "2s");

    assertThat(result.status()).isEqualTo(4);
    assertThat(result.err()).contains("membrane-2: zk-barrier", "cell scale demo membrane 2");
  }
}
