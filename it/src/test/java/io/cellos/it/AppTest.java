package io.cellos.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.base.json.Json;
import io.cellos.base.process.ProcessRef;
import io.cellos.it.marathon.AppLoad;
import io.cellos.it.marathon.Marathon;
import io.cellos.it.marathon.WebApp;
import io.cellos.model.CellDescription;
import io.cellos.model.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import mesosphere.marathon.client.MarathonClient;
import mesosphere.marathon.client.MarathonException;
import mesosphere.marathon.client.model.v2.App;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A service in a real cell: deployed, upgraded and moved under load, and through faults. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class) // the last one takes a node away
class AppTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir static Path home;

  private static LiveCell cell;
  private static Marathon marathon;
  private static WebApp app;

  @BeforeAll
  static void create() throws IOException {
    cell = LiveCell.create(Launcher.of(home), "apps", "--body", "2", "--membrane", "0");
    marathon = new Marathon(cell.describe().gateway().get("marathon"));
    app = WebApp.in(home);
    soon().until(() -> !marathon.leader().isEmpty());
    assertThat(deploy(app.json("1", 3)).out()).contains("/web is there");
    soon().until(() -> marathon.healthy("/web").size() == 3);
  }

  @AfterAll
  static void delete() {
    if (cell != null) {
      cell.close();
    }
  }

  private static ConditionFactory soon() {
    return await().atMost(PATIENCE).ignoreExceptionsInstanceOf(IOException.class);
  }

  private static Launcher.Result deploy(String app, String... more) throws IOException {
    String file = Files.writeString(home.resolve("app.json"), app).toString();
    String[] words = new String[more.length + 3];
    System.arraycopy(new String[] {"deploy", cell.name(), file}, 0, words, 0, 3);
    System.arraycopy(more, 0, words, 3, more.length);
    return app(words);
  }

  private static Launcher.Result app(String... words) {
    String[] all = new String[words.length + 1];
    all[0] = "app";
    System.arraycopy(words, 0, all, 1, words.length);
    return cell.launcher().run(all);
  }

  @Test
  @Order(1)
  void anUpgradeDropsNoRequest() throws IOException, InterruptedException {
    try (AppLoad load = AppLoad.start(marathon, "/web")) {
      deploy(app.json("2", 3)).expectDone();
      assertThat(marathon.answers("/web")).hasSize(3).allMatch(answer -> answer.startsWith("2 "));
      assertThat(load.failures()).isEmpty();
      assertThat(load.requests()).isGreaterThan(100);
      assertThat(load.fewest()).isGreaterThanOrEqualTo(3);
    }
  }

  @Test
  @Order(2)
  void theLeadersDeathTouchesNoTask() throws IOException {
    Set<String> before = marathon.answers("/web");
    String leader = marathon.leader();
    CellDescription.Node node =
        cell.nodes(Role.STATELESS_BODY).stream()
            .filter(each -> leader.startsWith(each.privateIp() + ":"))
            .findFirst()
            .orElseThrow();
    ProcessRef program =
        cell.processes(node).stream()
            .filter(process -> commandLine(process).contains("MarathonMain"))
            .findFirst()
            .orElseThrow();
    ProcessHandle.of(program.pid()).orElseThrow().destroyForcibly();
    soon().until(() -> !marathon.leader().isEmpty() && marathon.healthy("/web").size() == 3);
    assertThat(marathon.answers("/web")).isEqualTo(before);
    soon().until(cell::isWhole);
    assertThat(marathon.answers("/web")).isEqualTo(before);
  }

  private static String commandLine(ProcessRef process) {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"));
    } catch (IOException e) {
      return ""; // it has just gone
    }
  }

  @Test
  @Order(3)
  void whatFailsAtOnceSaysWhyAndWaits() throws IOException {
    Launcher.Result deploy =
        deploy(
            "{\"id\": \"bad\", \"cmd\": \"echo no luck; exit 3\", \"mem\": 32, \"cpus\": 0.05,"
                + "\"healthChecks\": [{\"protocol\": \"TCP\"}]}",
            "--timeout",
            "4s");
    assertThat(deploy.exit()).isEqualTo(4);
    assertThat(deploy.err())
        .contains("/bad: 0 of 1 running", "last failure: ", "status 3", "the next one starts in");
    JsonNode failure =
        marathon.client().get("/v2/apps/bad?embed=app.lastTaskFailure").at("/app/lastTaskFailure");
    assertThat(failure.path("state").asText()).isEqualTo("TASK_FAILED");
    assertThat(failure.path("message").asText()).contains("status 3");
    assertThat(marathon.client().get("/v2/queue").at("/queue/0/app/id").asText()).isEqualTo("/bad");
    assertThat(app("log", cell.name(), "bad").expectDone().out()).contains("no luck");
    app("rm", cell.name(), "bad", "--yes").expectDone();
  }

  @Test
  @Order(4)
  void theClientThatPeopleHaveWorks() throws MarathonException, IOException {
    mesosphere.marathon.client.Marathon client =
        MarathonClient.getInstance(cell.describe().gateway().get("marathon"));
    App sleeper = new App();
    sleeper.setId("/sleeper");
    sleeper.setCmd("sleep 1000");
    sleeper.setCpus(0.05);
    sleeper.setMem(32.0);
    sleeper.setInstances(2);
    client.createApp(sleeper);
    soon().until(() -> marathon.app("/sleeper").path("tasksRunning").asInt() == 2);
    assertThat(client.getApp("/sleeper").getApp().getTasks()).hasSize(2);
    client.deleteApp("/sleeper");
    soon().until(() -> marathon.isQuiet());
  }

  @Test
  @Order(5)
  void peopleSeeTheirApps() {
    assertThat(app("list", cell.name()).expectDone().out())
        .containsPattern("/web +3/3 +3 +0.05 +32");
    String json = app("list", cell.name(), "-o", "json").expectDone().out();
    assertThat(Json.tree(json.getBytes(StandardCharsets.UTF_8)).at("/0/healthy").asInt())
        .isEqualTo(3);
    assertThat(app("show", cell.name(), "web").out()).contains("3 of 3 running", "RUNNING");
    assertThat(app("log", cell.name(), "web").expectDone().out().lines())
        .hasSize(3)
        .allMatch(line -> line.matches("web\\.[0-9a-f]{8} \\| serving 2"));
    assertThat(app("show", cell.name(), "wep").err()).contains("did you mean \"/web\"?");
  }

  @Test
  @Order(6)
  void aNodeThatLeavesIsReplacedWithoutAGap() throws IOException, InterruptedException {
    app("scale", cell.name(), "web", "2").expectDone();
    soon().until(() -> marathon.healthy("/web").size() == 2);
    try (AppLoad load = AppLoad.start(marathon, "/web")) {
      cell.run("scale", "body", "1").expectDone();
      soon().until(() -> marathon.healthy("/web").size() == 2);
      assertThat(load.failures()).isEmpty();
      assertThat(load.fewest()).isEqualTo(2);
    }
    String ip = cell.nodes(Role.STATELESS_BODY).getFirst().privateIp();
    assertThat(marathon.healthy("/web")).allMatch(task -> task.getHost().equals(ip));
  }

  @Test
  @Order(7)
  void whatIsRemovedLeavesNothing() throws IOException {
    app("rm", cell.name(), "web", "--yes").expectDone();
    assertThat(marathon.client().get("/v2/apps").path("apps")).isEmpty();
    soon()
        .until(
            () ->
                cell.launcher()
                    .run("task", "list", cell.name())
                    .expectDone()
                    .out()
                    .contains("There are no tasks"));
  }
}
