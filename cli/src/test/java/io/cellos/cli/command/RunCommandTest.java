package io.cellos.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellos.cli.testing.CellRun;
import io.cellos.cli.testing.FakeMesos;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {
  private final CellRun cell = new CellRun();
  @TempDir Path directory;
  private FakeMesos mesos;

  @BeforeEach
  void aCell() {
    mesos = new FakeMesos(directory);
    cell.backend().running("demo", 1, 1).mesosAt(mesos.url());
  }

  @AfterEach
  void end() {
    mesos.close();
  }

  @Test
  void outputIsShownAndTheFrameworkTornDown() {
    CellRun.Result result = cell.run("run", "demo", "--", "echo out; echo err >&2");

    assertThat(result.status()).isZero();
    assertThat(result.out()).isEqualTo("out\n");
    assertThat(result.err()).isEqualTo("err\n");
    assertThat(mesos.calls())
        .startsWith(Call.Type.SUBSCRIBE, Call.Type.ACCEPT, Call.Type.SUPPRESS)
        .endsWith(Call.Type.ACKNOWLEDGE, Call.Type.TEARDOWN);
  }

  @Test
  void aWrongAmountIsNamed() {
    CellRun.Result result = cell.run("run", "demo", "--cpus", "abc", "--", "job", "--fast");

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err())
        .contains("--cpus")
        .contains("\"abc\" is no number such as 0.5 or 64")
        .doesNotContain("is no option");
  }

  @Test
  void theTaskAsksForWhatWasAskedFor() {
    mesos.offering("cpus:4;mem(web):1024;disk:100");

    CellRun.Result result =
        cell.run(
            "run", "--cpus", "1.5", "--mem", "256", "--role", "web", "--env", "A=1 2", "--env",
            "B=3", "--name", "job", "--user", "me", "demo", "--", "printf", "%s.", "$A", "a b");

    assertThat(result.out()).isEqualTo("$A.a b.");
    FrameworkInfo framework = mesos.last(Call.Type.SUBSCRIBE).getSubscribe().getFrameworkInfo();
    assertThat(framework.getRolesList()).containsExactly("web");
    assertThat(framework.getUser()).isEqualTo("me");
    TaskInfo task =
        mesos.last(Call.Type.ACCEPT).getAccept().getOperations(0).getLaunch().getTaskInfos(0);
    assertThat(task.getName()).isEqualTo("job");
    assertThat(task.getTaskId().getValue()).startsWith("job.");
    assertThat(task.getResourcesList()).hasSize(2);
    assertThat(task.getResources(1).getReservations(0).getRole()).isEqualTo("web");
    assertThat(cell.run("run", "demo", "--env", "A=x y", "--", "echo \"$A\"").out())
        .isEqualTo("x y\n");
  }

  @Test
  void theExitStatusBecomesOurs() {
    assertThat(cell.run("run", "demo", "--", "exit 7").status()).isEqualTo(7);
    assertThat(cell.run("run", "demo", "--", "kill -9 $$").status()).isEqualTo(137);
  }

  @Test
  void muchOutputArrivesInWhole() {
    assertThat(cell.run("run", "demo", "--", "seq 1 200").out().lines()).hasSize(200);
  }

  @Test
  void withoutAnOfferThatFitsItSaysWhatThereWas() {
    CellRun.Result result = cell.run("run", "demo", "--cpus", "8", "--timeout", "1s", "--", "true");

    assertThat(result.status()).isEqualTo(4);
    assertThat(result.err())
        .contains(
            "no agent offered cpus:8; mem:64 to role * in time",
            "agent-1 offered cpus:4; mem:1024; disk:5000",
            "--cpus and --mem");
    assertThat(mesos.calls()).contains(Call.Type.DECLINE).endsWith(Call.Type.TEARDOWN);

    mesos.offering("");
    assertThat(cell.run("run", "demo", "--timeout", "1s", "--", "true").err())
        .contains("no agent has offered anything");
  }

  @Test
  void controlCKillsTheTask() {
    CompletableFuture<CellRun.Result> run =
        CompletableFuture.supplyAsync(
            () -> cell.run("run", "demo", "--", "echo begun; exec sleep 100"));
    await().until(() -> cell.printed().equals("begun\n"));

    cell.interrupts().press();

    assertThat(run.join().status()).isEqualTo(130);
    assertThat(mesos.calls()).contains(Call.Type.KILL).endsWith(Call.Type.TEARDOWN);
  }

  @Test
  void aNewLeaderIsFoundAndTellsWhatBecameOfTheTask() {
    mesos.breakingOff();

    CellRun.Result result = cell.run("run", "demo", "--", "sleep 1; echo done; exit 3");

    assertThat(result.status()).isEqualTo(3);
    assertThat(result.out()).isEqualTo("done\n");
    assertThat(mesos.calls()).contains(Call.Type.RECONCILE);
    assertThat(mesos.last(Call.Type.SUBSCRIBE).getFrameworkId().getValue()).isEqualTo("f-0001");
  }

  @Test
  void whatTheMasterDoesNotWantIsSaid() {
    CellRun.Result result = cell.run("run", "demo", "--user", "nobody", "--", "true");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("the master refuses: User 'nobody' may not");
  }

  @Test
  void wrongUsage() {
    assertThat(cell.run("run", "demo").status()).isEqualTo(2);
    assertThat(cell.run("run", "demo", "--cpus", "-1", "--", "true").status()).isEqualTo(2);
    assertThat(cell.run("run", "demo", "--role", "a b", "--", "true").status()).isEqualTo(2);
    assertThat(cell.run("run", "nosuch", "--", "true").status()).isEqualTo(3);
    assertThat(mesos.calls()).isEmpty();
  }
}
