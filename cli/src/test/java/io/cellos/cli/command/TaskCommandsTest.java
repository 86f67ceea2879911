package io.cellos.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellos.cli.testing.CellRun;
import io.cellos.cli.testing.FakeMesos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskCommandsTest {
  private final CellRun cell = new CellRun();
  @TempDir Path directory;
  private FakeMesos mesos;

  @BeforeEach
  void aCellWithTasks() {
    mesos = new FakeMesos(directory);
    cell.backend().running("demo", 1, 1).mesosAt(mesos.url());
  }

  @AfterEach
  void end() {
    mesos.close();
  }

  @Test
  void tasksAsATable() {
    assertThat(cell.run("task", "list", "demo").out())
        .isEqualTo(
            """
            TASK     NAME   STATE        AGENT      FRAMEWORK  ROLE  CPUS  MEM  SINCE
            group.1  group  STAGING      127.0.0.1  marathon   web   0.5   128  2026-11-25T00:00:00Z
            lost.1   lost   UNREACHABLE  -          marathon   web   0.5   128  2026-11-25T00:00:00Z
            web.1    web    RUNNING      127.0.0.1  marathon   web   0.5   128  2026-11-25T00:00:00Z
            """);
    assertThat(cell.run("task", "list", "demo", "--all").out())
        .contains("job.1    job    FINISHED");
  }

  @Test
  void tasksAsJson() {
    assertThat(cell.run("task", "list", "demo", "-o", "json").out())
        .contains(
            "{\"id\":\"web.1\",\"name\":\"web\",\"state\":\"TASK_RUNNING\",\"role\":\"web\","
                + "\"framework\":{\"id\":\"f-0001\",\"name\":\"marathon\"},"
                + "\"agent\":{\"id\":\"S0\",\"host\":\"127.0.0.1\",\"port\":"
                + mesos.port()
                + "},\"executor\":null,\"cpus\":0.5,\"mem\":128.0,\"disk\":0.0,"
                + "\"since\":\"2026-11-25T00:00:00.500Z\",\"healthy\":null,\"message\":\"\"}");
  }

  @Test
  void whatATaskPrinted() throws IOException {
    Files.writeString(directory.resolve("stdout"), "a first line of output, ünïcödé\n".repeat(3));
    Files.writeString(directory.resolve("stderr"), "trouble\n");

    assertThat(cell.run("task", "log", "demo", "web.1").out())
        .isEqualTo("a first line of output, ünïcödé\n".repeat(3));
    assertThat(cell.run("task", "log", "demo", "web.1", "--stderr").out()).isEqualTo("trouble\n");
    assertThat(cell.run("task", "log", "demo", "job.1", "-f").out()).contains("first line");
  }

  @Test
  void tasksOfAGroupHaveFilesOfTheirOwn() throws IOException {
    Files.createDirectories(directory.resolve("tasks/group.1"));
    Files.writeString(directory.resolve("tasks/group.1/stdout"), "mine\n");
    Files.writeString(directory.resolve("stdout"), "of the executor\n");

    assertThat(cell.run("task", "log", "demo", "group.1").out()).isEqualTo("mine\n");
  }

  @Test
  void followingPassesOnWhatComesAndStartsAnewAfterARotation() throws IOException {
    Path stdout = directory.resolve("stdout");
    Files.writeString(stdout, "one\n");
    CompletableFuture<CellRun.Result> run =
        CompletableFuture.supplyAsync(() -> cell.run("task", "log", "demo", "web.1", "-f"));
    await().until(() -> cell.printed().equals("one\n"));
    Files.writeString(stdout, "one\ntwo\n");
    await().until(() -> cell.printed().equals("one\ntwo\n"));
    Files.writeString(stdout, "3\n");
    await().until(() -> cell.printed().equals("one\ntwo\n3\n"));
    mesos.close(); // ends it, with an error
    assertThat(run.join().status()).isEqualTo(1);
  }

  @Test
  void whatIsNotThereIsSaid() {
    CellRun.Result unknown = cell.run("task", "log", "demo", "web.2");
    assertThat(unknown.status()).isEqualTo(1);
    assertThat(unknown.err())
        .contains("there is no task \"web.2\"", "web.1", "cell task list demo");

    assertThat(cell.run("task", "log", "demo", "lost.1").err())
        .contains("the agent that task lost.1 ran on is gone");
    assertThat(cell.run("task", "log", "demo", "web.1").err()).contains("has no sandbox on agent");
    assertThat(cell.run("task", "list", "other").status()).isEqualTo(3);
    assertThat(cell.run("task").status()).isEqualTo(2);
  }

  @Test
  void withoutAMasterItIsSaidWhatToDo() {
    cell.backend().mesosAt("");
    assertThat(cell.run("task", "list", "demo").err())
        .contains("has no Mesos master", "cell scale demo stateless-body 1");

    cell.backend().mesosAt("http://127.0.0.1:1");
    CellRun.Result result = cell.run("task", "list", "demo");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err())
        .contains("no Mesos master of cell demo answers at http://127.0.0.1:1", "cell list demo");
    assertThat(cell.backend().calls()).isEmpty();
  }

  @Test
  void aMasterThatCannotBeReachedStraightIsReachedThroughTheProxy() {
    cell.backend().mesosAt("http://master.invalid:5050"); // known inside the cell only

    CellRun.Result result = cell.run("task", "list", "demo");

    assertThat(cell.backend().calls()).containsExactly("proxy demo any");
    assertThat(cell.backend().isProxyOpen()).isFalse();
    assertThat(result.err()).contains("no Mesos master of cell demo answers");
  }

  @Test
  void commandsToPasteCarryTheBackend() {
    cell.onEc2().backend().running("demo", 1, 1).mesosAt(mesos.url());

    assertThat(cell.run("task", "log", "demo", "web.2", "--backend", "aws").err())
        .contains("cell task list --backend aws demo --all");
  }
}
