package io.cellos.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.cli.testing.CellRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpdateCommandTest {
  private final CellRun cell = new CellRun().onEc2().env("CELL_BACKEND", "aws");

  @BeforeEach
  void aRunningCell() {
    cell.backend().running("demo", 3, 1);
  }

  private void pending() {
    cell.backend().pending(List.of("Nucleus/Group  is replaced node by node"));
  }

  @Test
  void withoutAnythingToChangeItIsDone() {
    CellRun.Result result = cell.run("update", "demo");

    assertThat(result.status()).isZero();
    assertThat(result.out()).isEqualTo("nothing to change\n");
    assertThat(cell.backend().calls())
        .containsExactly("prepare demo with the same modules", "discard");
  }

  @Test
  void dryRunShowsAndDiscards() {
    pending();

    CellRun.Result result = cell.run("update", "demo", "--dry-run");

    assertThat(result.status()).isZero();
    assertThat(result.out())
        .isEqualTo("Nucleus/Group  is replaced node by node\nnothing was changed\n");
    assertThat(cell.backend().calls()).endsWith("discard");
  }

  @Test
  void itShowsAndAsksThenWaits() {
    pending();

    assertThat(cell.typing("no\n").run("update", "demo").status()).isEqualTo(5);
    assertThat(cell.backend().calls()).endsWith("discard");
    CellRun.Result result = cell.typing("yes\n").run("update", "demo");
    assertThat(result.status()).isZero();
    assertThat(result.err()).contains("This changes cell demo as shown.");
    assertThat(result.out())
        .contains("Nucleus/Group  is replaced", "update began", "cell demo is updated");
    assertThat(cell.backend().calls()).endsWith("apply");
  }

  @Test
  void withoutATerminalItIsRefusedWithTheWholeCommand() {
    pending();

    CellRun.Result result =
        cell.run("update", "demo", "--backend", "aws", "--spot", "--instance-type", "m7g.large");

    assertThat(result.status()).isEqualTo(5);
    assertThat(result.err())
        .contains("cell update --backend aws demo --spot --instance-type m7g.large --yes");
    assertThat(cell.backend().calls()).endsWith("discard");
  }

  @Test
  void eventsOfTheChangeAreLines() {
    pending();
    cell.backend()
        .change(Duration.ofSeconds(-100), "stack/demo", "CREATE_COMPLETE")
        .change(Duration.ZERO, "stack/demo", "UPDATE_IN_PROGRESS");

    assertThat(cell.run("update", "demo", "--yes").out())
        .contains("stack/demo  UPDATE_IN_PROGRESS\n")
        .doesNotContain("CREATE_COMPLETE");
  }

  @Test
  void anUpdateThatWasTakenBackIsNoSuccess() {
    pending();
    cell.backend().updatesFail("Nucleus/Group: no signal in 30 minutes");

    CellRun.Result result = cell.run("update", "demo", "--yes");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err())
        .contains("was taken back: Nucleus/Group: no signal", "cell log demo --no-follow");
    assertThat(result.out()).doesNotContain("is updated");
  }

  @Test
  void noWaitReturnsAtOnce() {
    pending();

    assertThat(cell.run("update", "demo", "--yes", "--no-wait").out())
        .endsWith("cell demo is being updated; see how far it is: cell list demo\n");
  }

  @Test
  void aCellFileGivesModulesAndSettings(@TempDir Path directory) throws IOException {
    Path module = Files.createDirectory(directory.resolve("hello"));
    assertThat(Files.createFile(module.resolve("provision")).toFile().setExecutable(true)).isTrue();
    Path file = directory.resolve("cell.yaml");
    Files.writeString(
        file,
        """
        version: 1
        backend: aws
        nucleus: 9
        modules: [{name: hello, path: hello, roles: [body]}]
        aws:
          spot: true
        """);

    cell.run("update", "demo", "-f", file.toString());
    assertThat(cell.backend().calls()).contains("prepare demo with 1 modules");
    assertThat(cell.settings().isOn("spot")).isTrue();

    CellRun.Result seeded = cell.run("seed", "demo", "-f", file.toString());
    assertThat(seeded.out()).startsWith("modules uploaded\n");
    assertThat(cell.backend().calls()).endsWith("seed demo with 1 modules");

    Files.writeString(file, "version: 1\n");
    assertThat(cell.run("seed", "demo", "-f", file.toString()).status()).isEqualTo(2);
    assertThat(cell.run("seed", "demo").status()).isEqualTo(2);
  }
}
