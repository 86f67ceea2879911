package io.cellos.marathon.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.marathon.core.MarathonEvent;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.launch.Reason;
import io.cellos.marathon.core.view.QueueEntry;
import io.cellos.marathon.core.view.TaskFailure;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Timestamp;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mesosphere.marathon.client.Marathon;
import mesosphere.marathon.client.MarathonClient;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.OfferID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An app with two tasks, one more in the queue, and a failure. */
class TasksApiTest {
  private static final AppId WEB = AppId.parse("/web");
  private static final String FIRST = "web.instance-00000000-0000-0000-0000-000000000001._app.1";

  private final FakeService service = new FakeService();
  private ApiServer api;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    api = ApiServer.leading(service);
    api.post(
        "/v2/apps", "{'id':'/web','cmd':'run x','instances':3,'portDefinitions':[{'port':8000}]}");
    service.finish();
    AppDefinition web = service.view().tree().root().app(WEB).orElseThrow();
    List<Instance> two = new ArrayList<>(List.of(Instances.running(web, 1)));
    two.add(Instances.running(web, 2));
    service.instances.put(WEB, two);
    service.queue.put(WEB, waiting(web));
    service.failures.put(
        WEB,
        new TaskFailure(
            WEB,
            two.getFirst().tasks().keySet().iterator().next(),
            "TASK_FAILED",
            "exit status 1",
            "h1",
            "s1",
            web.version(),
            Instances.STAGED));
  }

  private static QueueEntry waiting(AppDefinition app) {
    Timestamp now = new Timestamp(Instant.now());
    Offer offer =
        Offer.newBuilder()
            .setId(OfferID.newBuilder().setValue("o1"))
            .setFrameworkId(FrameworkID.newBuilder().setValue("f-1"))
            .setAgentId(AgentID.newBuilder().setValue("s1"))
            .setHostname("h1")
            .build();
    return new QueueEntry(
        app,
        1,
        now,
        new Timestamp(now.instant().plusSeconds(60)),
        7,
        5,
        Optional.of(now),
        Map.of(Reason.INSUFFICIENT_CPUS, 2),
        2,
        Map.of(Reason.UNFULFILLED_ROLE, 1L, Reason.INSUFFICIENT_CPUS, 4L),
        List.of(new QueueEntry.Unused(offer, Set.of(Reason.INSUFFICIENT_CPUS), now)));
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void tasksAreListed() throws Exception {
    JsonNode task = api.get("/v2/apps/web/tasks").json().at("/tasks/0");
    assertThat(task.get("id").textValue()).isEqualTo(FIRST);
    assertThat(task.get("appId").textValue()).isEqualTo("/web");
    assertThat(task.get("host").textValue()).isEqualTo("h1");
    assertThat(task.get("slaveId").textValue()).isEqualTo("s1");
    assertThat(task.get("state").textValue()).isEqualTo("TASK_RUNNING");
    assertThat(task.get("ports").toString()).isEqualTo("[31001]");
    assertThat(task.get("servicePorts").toString()).isEqualTo("[8000]");
    assertThat(task.get("ipAddresses").toString())
        .isEqualTo("[{\"ipAddress\":\"10.0.0.1\",\"protocol\":\"IPv4\"}]");
    assertThat(task.get("startedAt").textValue()).isEqualTo("1970-01-01T00:00:10.000Z");
    assertThat(task.get("role").textValue()).isEqualTo("*");
    assertThat(api.get("/v2/tasks").json().get("tasks").size()).isEqualTo(2);
    assertThat(api.get("/v2/tasks?status=staging").json().get("tasks").size()).isZero();
    assertThat(api.get("/v2/tasks?status%5B%5D=running").json().get("tasks").size()).isEqualTo(2);
    assertThat(api.get("/v2/apps/*/tasks").json().get("tasks").size()).isEqualTo(2);
    ApiServer.Reply text = api.send(api.to("/v2/tasks").header("Accept", "text/plain").GET());
    assertThat(text.text()).isEqualTo("web\t8000\th1:31001\th2:31002\t\n");
    JsonNode app = api.get("/v2/apps/web").json().get("app");
    assertThat(app.get("tasksRunning").intValue()).isEqualTo(2);
    assertThat(app.at("/lastTaskFailure/message").textValue()).isEqualTo("exit status 1");
    assertThat(app.at("/lastTaskFailure/taskId").textValue()).isEqualTo(FIRST);
    assertThat(api.get("/v2/apps/none/tasks").status()).isEqualTo(404);
  }

  @Test
  void tasksAreKilled() throws Exception {
    ApiServer.Reply one = api.delete("/v2/apps/web/tasks/" + FIRST);
    assertThat(one.status()).isEqualTo(200);
    assertThat(one.json().at("/task/id").textValue()).isEqualTo(FIRST);
    assertThat(killed()).hasSize(1);
    assertThat(api.delete("/v2/apps/web/tasks?host=h2").json().at("/tasks/0/host").textValue())
        .isEqualTo("h2");
    assertThat(killed()).hasSize(1);
    assertThat(api.delete("/v2/apps/web/tasks?scale=true&wipe=true").status()).isEqualTo(400);
    assertThat(api.delete("/v2/apps/web/tasks/none").json().get("message").textValue())
        .isEqualTo("Task 'none' does not exist");
    assertThat(api.delete("/v2/apps/none/tasks").status()).isEqualTo(404);
    ApiServer.Reply several = api.post("/v2/tasks/delete?wipe=true", "{'ids':['" + FIRST + "']}");
    assertThat(several.json().get("tasks").size()).isEqualTo(1);
    assertThat(killed()).hasSize(1);
    assertThat(api.post("/v2/tasks/delete", "{'ids':['x']}").status()).isEqualTo(400);
    assertThat(api.post("/v2/tasks/delete", "{}").status()).isEqualTo(422);
    ApiServer.Reply scaled = api.delete("/v2/apps/web/tasks/" + FIRST + "?scale=true");
    assertThat(scaled.json().has("deploymentId")).isTrue();
    assertThat(api.get("/v2/apps/web").json().at("/app/instances").intValue()).isEqualTo(2);
    assertThat(((MarathonEvent.Change) service.asked.getLast()).toKill()).containsKey(WEB);
  }

  private List<?> killed() {
    return ((MarathonEvent.Kill) service.asked.getLast()).instances();
  }

  @Test
  void queueSaysWhyNothingFits() throws Exception {
    JsonNode waiting = api.get("/v2/queue?embed=lastUnusedOffers").json().at("/queue/0");
    assertThat(waiting.get("count").intValue()).isEqualTo(1);
    assertThat(waiting.at("/delay/overdue").booleanValue()).isFalse();
    assertThat(waiting.at("/delay/timeLeftSeconds").longValue()).isBetween(50L, 60L);
    assertThat(waiting.at("/app/id").textValue()).isEqualTo("/web");
    JsonNode summary = waiting.get("processedOffersSummary");
    assertThat(summary.get("processedOffersCount").intValue()).isEqualTo(7);
    assertThat(summary.get("lastUsedOfferAt")).isEqualTo(waiting.get("since"));
    assertThat(summary.get("rejectSummaryLastOffers").size()).isEqualTo(10);
    assertThat(summary.at("/rejectSummaryLaunchAttempt/0").toString())
        .isEqualTo("{\"reason\":\"UnfulfilledRole\",\"declined\":1,\"processed\":7}");
    assertThat(summary.at("/rejectSummaryLaunchAttempt/4").toString())
        .isEqualTo("{\"reason\":\"InsufficientCpus\",\"declined\":4,\"processed\":6}");
    assertThat(waiting.at("/lastUnusedOffers/0/reason/0").textValue())
        .isEqualTo("InsufficientCpus");
    assertThat(waiting.at("/lastUnusedOffers/0/offer/agentId").textValue()).isEqualTo("s1");
    assertThat(api.get("/v2/queue").json().at("/queue/0").has("lastUnusedOffers")).isFalse();
    assertThat(api.delete("/v2/queue//web/delay").status()).isEqualTo(204);
    assertThat(api.delete("/v2/queue/none/delay").json().get("message").textValue())
        .isEqualTo("Application /none not found in tasks queue.");
  }

  @Test
  void clientOfOldWorks() throws Exception {
    Marathon client = MarathonClient.getInstance(api.uri.toString());
    assertThat(client.getApps().getApps()).hasSize(1);
    assertThat(client.getApp("/web").getApp().getTasksRunning()).isEqualTo(2);
    assertThat(client.getAppTasks("/web").getTasks()).hasSize(2);
    assertThat(client.getTasks().getTasks()).hasSize(2);
    assertThat(client.getAppVersions("/web").getVersions()).hasSize(1);
    assertThat(client.getQueue().getQueue()).hasSize(1);
    assertThat(client.getServerInfo().getVersion()).startsWith("1.11");
    assertThat(client.getServerInfo().getFrameworkId()).isEqualTo("f-1");
    mesosphere.marathon.client.model.v2.App app = new mesosphere.marathon.client.model.v2.App();
    app.setId("/team/new");
    app.setCmd("sleep 1");
    app.setCpus(0.1);
    app.setMem(32.0);
    app.setInstances(1);
    assertThat(client.createApp(app).getVersion()).isNotEmpty();
    assertThat(client.getDeployments()).hasSize(1);
    service.finish();
    app.setInstances(2);
    assertThat(client.updateApp("/team/new", app, false).getDeploymentId()).isNotEmpty();
    service.finish();
    assertThat(client.restartApp("/team/new", true).getDeploymentId()).isNotEmpty();
    assertThat(client.getGroup("/team").getApps()).hasSize(1);
    assertThat(client.deleteAppTask("/web", FIRST, "false").getTask().getId()).isEqualTo(FIRST);
    assertThat(client.deleteGroup("/team", true).getVersion()).isNotEmpty();
    service.finish();
    assertThat(client.deleteApp("/web").getDeploymentId()).isNotEmpty();
  }
}
