package io.cellos.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellos.cli.testing.CellRun;
import io.cellos.cli.testing.FakeMarathon;
import io.cellos.cli.testing.FakeMesos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppCommandsTest {
  private static final String WEB =
      """
      {'id':'/web','instances':2,'cpus':0.1,'mem':32,'tasksRunning':1,'tasksHealthy':0,
       'tasksUnhealthy':0,'tasksStaged':1,'healthChecks':[{}],'version':'v1','deployments':[],
       'tasks':[{'id':'web.1','host':'127.0.0.1','ports':[31000],'state':'TASK_RUNNING'}]}
      """;

  private final CellRun cell = new CellRun();
  @TempDir Path directory;
  private FakeMarathon marathon;

  @BeforeEach
  void aCellWithMarathon() {
    marathon = new FakeMarathon();
    cell.backend().running("demo", 1, 1).marathonAt(marathon.url());
  }

  @AfterEach
  void end() {
    marathon.close();
  }

  private String file(String json) throws IOException {
    return Files.writeString(directory.resolve("app.json"), json.replace('\'', '"')).toString();
  }

  @Test
  void appsAsATableWithWhatTheyWaitFor() {
    assertThat(cell.run("app", "list", "demo").out())
        .contains("There are no apps", "cell app deploy demo FILE");
    marathon
        .with(WEB)
        .queue(
            """
            {'queue':[{'app':{'id':'/web'},'count':1,'delay':{'timeLeftSeconds':0,'overdue':true},
             'processedOffersSummary':{'rejectSummaryLastOffers':[
              {'reason':'UnfulfilledRole','declined':0,'processed':3},
              {'reason':'InsufficientMemory','declined':3,'processed':3}]}}]}
            """);
    assertThat(cell.run("app", "list", "demo").out())
        .isEqualTo(
            """
            APP   RUNNING  HEALTHY  CPUS  MEM  STATUS
            /web  1/2      0        0.1   32   1 to launch: 3 of 3 offers have too little mem
            """);
    assertThat(cell.run("app", "list", "demo", "-o", "json").out())
        .contains(
            "[{\"id\":\"/web\",\"instances\":2,\"running\":1,\"healthy\":0,\"unhealthy\":0,"
                + "\"staged\":1,\"checked\":true,\"cpus\":0.1,\"mem\":32.0,\"version\":\"v1\","
                + "\"deployments\":[],\"waitingFor\":");
  }

  @Test
  void oneAppWithItsTasksAndLastFailure() {
    marathon.with(
        WEB.replace(
            "'tasks':",
            "'lastTaskFailure':{'timestamp':'t','host':'h','message':'exited with 3'},'tasks':"));
    assertThat(cell.run("app", "show", "demo", "web").out())
        .contains("1 of 2 running", "t on h", "exited with 3", "web.1", "31000");
  }

  @Test
  void deployWaitsAndTellsHowFarItIs() throws IOException {
    marathon
        .slow(3)
        .queue(
            "{'queue':[{'app':{'id':'/web'},'count':2,'delay':{'timeLeftSeconds':4,'overdue':false}}]}");
    CellRun.Result run =
        cell.run("app", "deploy", "demo", file("{'id':'web','instances':2,'instnces':3}"));
    assertThat(run.status()).isZero();
    assertThat(run.out()).isEqualTo("/web is there\n");
    assertThat(run.err())
        .contains("Marathon ignores \"instnces\"; did you mean \"instances\"?")
        .containsOnlyOnce("/web: 0 of 2 running; its last instances failed: the next one starts");
    assertThat(marathon.calls())
        .containsExactly(
            "PUT /v2/apps/web?force=false&partialUpdate=false"
                + " {\"id\":\"web\",\"instances\":2,\"instnces\":3}");
  }

  @Test
  void listsAndGroupsAreDeployedAsAWhole() throws IOException {
    assertThat(
            cell.run("app", "deploy", "demo", file("[{'id':'a'},{'id':'/b'}]"), "--no-wait").out())
        .isEqualTo("deployment d-1\n");
    String group = "{'id':'/shop','apps':[{'id':'db'}],'groups':[{'id':'x','apps':[{'id':'y'}]}]}";
    assertThat(cell.run("app", "deploy", "demo", file(group), "--force").out())
        .isEqualTo("/shop/db, /shop/x/y are there\n");
    assertThat(marathon.calls().getFirst()).startsWith("PUT /v2/apps?force=false&partialUpdate=");
    assertThat(marathon.calls().getLast()).startsWith("PUT /v2/groups/shop?force=true {");
  }

  @Test
  void whatIsNoAppIsNotSent() throws IOException {
    for (String wrong :
        new String[] {"{'id':'/','apps':[]}", "{'cmd':'x'}", "3", "{'id':", "[{'id':7}]"}) {
      assertThat(cell.run("app", "deploy", "demo", file(wrong)).status()).as(wrong).isEqualTo(2);
    }
    assertThat(cell.run("app", "deploy", "demo", file("{'id':")).err())
        .contains("app.json is not JSON: line 1, column");
    assertThat(cell.run("app", "deploy", "demo", "/nonexistent/x").err()).contains("no file");
    assertThat(marathon.calls()).isEmpty();
  }

  @Test
  void whatMarathonRefusesIsExplained() throws IOException {
    marathon.with(WEB).refusing(409, "{'message':'App is locked by one or more deployments.'}");
    CellRun.Result locked = cell.run("app", "scale", "demo", "web", "3");
    assertThat(locked.status()).isEqualTo(5);
    assertThat(locked.err()).contains("App is locked", "--force");

    marathon.refusing(
        422, "{'message':'Invalid JSON','details':[{'path':'/mem','errors':['error.min']}]}");
    CellRun.Result wrong = cell.run("app", "deploy", "demo", file("{'id':'web','mem':-1}"));
    assertThat(wrong.status()).isEqualTo(2);
    assertThat(wrong.err()).contains("Invalid JSON\n", "/mem: error.min");

    CellRun.Result unknown = cell.run("app", "scale", "demo", "wep", "3");
    assertThat(unknown.status()).isEqualTo(1);
    assertThat(unknown.err()).contains("did you mean \"/web\"?", "cell app list demo");
    assertThat(cell.run("app", "scale", "demo", "web", "-1").status()).isEqualTo(2);
    assertThat(cell.run("app").status()).isEqualTo(2);
  }

  @Test
  void waitingEnds() throws IOException {
    marathon.slow(1000);
    CellRun.Result late =
        cell.run("app", "deploy", "demo", file("{'id':'web'}"), "--timeout", "10s");
    assertThat(late.status()).isEqualTo(4);
    assertThat(late.err()).contains("not done after 10 s; Marathon goes on", "/web: 0 of");

    marathon.slow(0).comingToNothing().with(WEB);
    CellRun.Result nothing = cell.run("app", "scale", "demo", "web", "3");
    assertThat(nothing.status()).isEqualTo(1);
    assertThat(nothing.err()).contains("/web has 1 of 3 instances");
  }

  @Test
  void whatDoesNotKeepRunningIsNotThere() throws IOException {
    marathon.crashing(
        3,
        "{'timestamp':'2026-11-29T08:00:00.000Z','host':'h','message':'Command exited with 3',"
            + "'sandbox':{'stderr':'a\\nno such file\\n'}}");
    CellRun.Result run =
        cell.run("app", "deploy", "demo", file("{'id':'web','cmd':'cat x','instances':1}"));
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .contains(
            "/web does not keep running", "Command exited with 3: no such file", "app log demo");
    assertThat(cell.run("app", "show", "demo", "web").out())
        .contains("Command exited with 3", "| no such file");
  }

  @Test
  void aCommandThatIsDoneIsNoService() throws IOException {
    marathon.crashing(5, "");
    assertThat(
            cell.run("app", "deploy", "demo", file("{'id':'web','cmd':'true','instances':1}"))
                .err())
        .contains("/web does not keep running", "ends by itself, without a failure");
  }

  @Test
  void whatIsCheckedNeedsNoMoment() throws IOException {
    marathon.crashing(2, "");
    CellRun.Result run =
        cell.run("app", "deploy", "demo", file("{'id':'web','instances':1,'healthChecks':[{}]}"));
    assertThat(run.out()).isEqualTo("/web is there\n");
  }

  @Test
  void restartAndRemove() {
    marathon.with(WEB);
    assertThat(cell.run("app", "restart", "demo", "/web").out()).isEqualTo("/web is restarted\n");
    CellRun.Result unsure = cell.run("app", "rm", "demo", "web");
    assertThat(unsure.status()).isEqualTo(5);
    assertThat(unsure.err()).contains("This ends /web", "cell app rm demo web --yes");
    assertThat(cell.run("app", "rm", "demo", "web", "--yes").out()).isEqualTo("/web is removed\n");
    assertThat(cell.run("app", "rm", "demo", "web", "--yes").err()).contains("no app or group");
    assertThat(cell.run("app", "rm", "demo", "/", "--yes").status()).isEqualTo(2);
    assertThat(marathon.calls())
        .containsExactly(
            "POST /v2/apps/web/restart?force=false {}", "DELETE /v2/apps/web?force=true");
  }

  @Test
  void logsOfSeveralInstancesAreLabelled() throws IOException {
    try (FakeMesos mesos = new FakeMesos(directory)) {
      cell.backend().mesosAt(mesos.url());
      marathon.with(WEB);
      Files.writeString(directory.resolve("stdout"), "hello\n");
      assertThat(cell.run("app", "log", "demo", "web").out()).isEqualTo("hello\n");

      marathon.with(WEB.replace("[{'id':'web.1'", "[{'id':'job.1'},{'id':'web.1'"));
      assertThat(cell.run("app", "log", "demo", "web").out())
          .contains("web.1 | hello\n", "job.1 | hello\n");

      CompletableFuture<CellRun.Result> run =
          CompletableFuture.supplyAsync(() -> cell.run("app", "log", "demo", "web", "-f"));
      await().until(() -> cell.printed().contains("hello"));
      Files.writeString(directory.resolve("stdout"), "hello\nagain\n");
      await().until(() -> cell.printed().contains("web.1 | again\n"));
      mesos.close(); // ends it, with an error
      assertThat(run.join().status()).isEqualTo(1);
    }
  }

  @Test
  void withoutMarathonItIsSaidWhatToDo() {
    cell.backend().marathonAt("http://127.0.0.1:1");
    CellRun.Result none = cell.run("app", "list", "demo");
    assertThat(none.status()).isEqualTo(1);
    assertThat(none.err()).contains("no Marathon of cell demo answers", "cell list demo");
    assertThat(cell.run("app", "list", "other").status()).isEqualTo(3);
  }
}
