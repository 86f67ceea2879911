package io.cellos.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.cli.testing.CellRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CreateCommandTest {
  private final CellRun cell = new CellRun();

  @Test
  void showsTheTimelineLineByLineThenWhatDecidedAndWhatToDoNext() {
    CellRun.Result result = cell.run("create", "demo");

    assertThat(result.status()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .startsWith("controller started\n")
        .contains("nucleus-1          zookeeper start\n")
        .contains("nucleus-1          zookeeper end                1.0s\n")
        .contains("Critical path: 1.5s in all\n")
        .contains("cell demo is running\n")
        .contains("http://127.20.0.1:8080/")
        .contains("  cell scale demo nucleus 3\n", "  cell delete demo\n");
    assertThat(result.out().lines().filter(line -> line.contains("\u001b"))).isEmpty();
  }

  @Test
  void theCriticalPathGoesThroughTheBarrier() {
    String out = cell.run("create", "demo", "--nucleus", "1", "--membrane", "0").out();

    assertThat(out.substring(out.indexOf("Critical path"), out.indexOf("cell demo is running")))
        .contains("nucleus-1", "launch", "zookeeper", "ready");
  }

  @Test
  void sizesComeFromOptions() {
    cell.run("create", "demo", "--nucleus", "3", "--stateful-body", "2", "--membrane", "0");

    assertThat(cell.run("list", "demo").out())
        .contains("nucleus-3", "stateful-body-2", "stateless-body-1")
        .doesNotContain("membrane-1");
  }

  @Test
  void everyWrongSizeIsNamedAtOnce() {
    CellRun.Result result = cell.run("create", "demo", "--nucleus", "2", "--membrane", "1001");

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err())
        .startsWith("cell: nucleus can not have 2 nodes")
        .contains("membrane can not have 1001 nodes")
        .contains("  → see: cell create --help");
    assertThat(cell.backend().calls()).isEmpty();
  }

  @Test
  void dryRunPrintsThePlanAndDoesNothing() {
    CellRun.Result result = cell.run("create", "demo", "--dry-run");

    assertThat(result.status()).isZero();
    assertThat(result.out()).isEqualTo("start a controller\nstart 3 nodes\n");
    assertThat(cell.backend().calls()).isEmpty();
  }

  @Test
  void noWaitReturnsAtOnce() {
    CellRun.Result result = cell.run("create", "demo", "--no-wait");

    assertThat(result.status()).isZero();
    assertThat(result.out()).contains("cell demo is being created", "cell list demo");
    assertThat(cell.run("list").out()).contains("CREATING");
  }

  @Test
  void aFailedNodeEndsItWithTheStepAndTheLog() {
    cell.backend()
        .failing("membrane-1", "zk-barrier")
        .log("membrane-1", "node", "no ensemble at 127.20.0.2");

    CellRun.Result result = cell.run("create", "demo");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err())
        .contains("cell: node membrane-1 failed in step zk-barrier")
        .contains("node | no ensemble at 127.20.0.2")
        .contains("cell log demo membrane 1");
  }

  @Test
  void theTimeoutSaysWhatIsAwaitedAndHowToGoOn() {
    cell.backend().stuck("nucleus-1", "zookeeper");

    CellRun.Result result = cell.run("create", "demo", "--timeout", "10s");

    assertThat(result.status()).isEqualTo(4);
    assertThat(result.err())
        .contains("nucleus-1: zookeeper for 9.8s, waits for the ensemble")
        .contains("cell create demo", "cell delete demo");
  }

  @Test
  void ctrlCSaysThatTheCellGoesOn() {
    cell.pace().at(Duration.ofMillis(500), cell.interrupts()::press);

    CellRun.Result result = cell.run("create", "demo");

    assertThat(result.err())
        .contains("goes on in the background")
        .contains("continue with: cell create demo")
        .contains("cell delete demo");
    assertThat(result.out()).doesNotContain("zookeeper end");
    assertThat(cell.interrupts().isAwaited()).isFalse();
  }

  @Test
  void runAgainItGoesOnWatching() {
    cell.backend().stuck("nucleus-1", "zookeeper");
    cell.run("create", "demo", "--timeout", "1s");

    CellRun.Result again = cell.run("create", "demo", "--timeout", "1s");

    assertThat(again.status()).isEqualTo(4);
    assertThat(again.out()).contains("nucleus-1          register end");
  }

  @Test
  void onATerminalTheTimelineIsRedrawn() {
    CellRun.Result result = cell.typing("").env("NO_COLOR", "1").run("create", "demo");

    assertThat(result.out())
        .contains("\u001b[4A", "demo  creating  0.5s", "\u001b[?25l", "\u001b[?25h")
        .doesNotContain("\u001b[32m");
  }

  @Test
  void aCellFileGivesSizesAndModulesAndOptionsWin(@TempDir Path directory) throws IOException {
    Path module = Files.createDirectory(directory.resolve("hello"));
    Files.createFile(module.resolve("provision")).toFile().setExecutable(true);
    Path file = directory.resolve("cell.yaml");
    Files.writeString(
        file,
        """
        version: 1
        name: demo
        nucleus: 3
        membrane: 0
        modules:
          - name: hello
            path: hello
            roles: [body]
        """);

    CellRun.Result result =
        cell.run("create", "demo", "-f", file.toString(), "--nucleus", "5", "--no-wait");

    assertThat(result.status()).isZero();
    assertThat(cell.backend().calls()).containsExactly("create demo with 1 modules");
    assertThat(cell.run("list", "demo").out()).contains("nucleus-5").doesNotContain("membrane-1");
  }

  @Test
  void aWrongCellFileIsWrongUsage(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("cell.yaml");
    Files.writeString(file, "version: 1\nnucleous: 3\n");

    CellRun.Result result = cell.run("create", "demo", "-f", file.toString());

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err())
        .startsWith("cell: cell.yaml line 2: unknown key \"nucleous\"")
        .contains("did you mean \"nucleus\"?");
  }
}
