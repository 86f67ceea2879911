package io.cellos.marathon.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AppsApiTest {
  private final FakeService service = new FakeService();
  private ApiServer api;

  @BeforeEach
  void start() throws IOException {
    api = ApiServer.leading(service);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private String create(String id) throws IOException, InterruptedException {
    ApiServer.Reply reply = api.post("/v2/apps", "{'id':'" + id + "','cmd':'sleep 1'}");
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    service.finish();
    return reply.json().get("version").textValue();
  }

  @Test
  void createdAppIsAnsweredAsItWasSentWithZeroCounts() throws Exception {
    ApiServer.Reply reply =
        api.post(
            "/v2/apps",
            "{'id':'/web/shop','cmd':'run x','portDefinitions':[{'port':0}],'unknown':1}");
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    assertThat(reply.header("Location")).contains(api.uri + "/web/shop");
    JsonNode app = reply.json();
    String deployment = app.at("/deployments/0/id").textValue();
    assertThat(reply.header("Marathon-Deployment-Id")).contains(deployment);
    assertThat(app.get("id").textValue()).isEqualTo("/web/shop");
    assertThat(app.at("/portDefinitions/0/port").intValue()).isZero();
    assertThat(app.get("tasksStaged").intValue()).isZero();
    assertThat(app.get("tasksUnhealthy").intValue()).isZero();
    assertThat(app.has("tasks")).isFalse();
    assertThat(app.has("versionInfo")).isFalse();
    JsonNode shown = api.get("/v2/apps/web/shop").json().get("app");
    assertThat(shown.get("version")).isEqualTo(app.get("version"));
    assertThat(shown.at("/portDefinitions/0/port").intValue()).isEqualTo(10000);
    assertThat(shown.get("tasks").isEmpty()).isTrue();
    assertThat(shown.at("/deployments/0/id").textValue()).isEqualTo(deployment);
    assertThat(shown.has("versionInfo")).isTrue();
    assertThat(shown.get("labels").isObject()).isTrue();
    JsonNode versions = api.get("/v2/apps//web/shop/versions").json().get("versions");
    assertThat(versions).containsExactly(app.get("version"));
  }

  @Test
  void whatIsThereCantBeCreated() throws Exception {
    create("/a");
    ApiServer.Reply reply = api.post("/v2/apps", "{'id':'/a','cmd':'run x'}");
    assertThat(reply.status()).as(reply.text()).isEqualTo(409);
    assertThat(reply.json().get("message").textValue())
        .isEqualTo("An app with id [/a] already exists.");
  }

  @Test
  void errorsHaveTheirShapes() throws Exception {
    check(api.post("/v2/apps", "{'id':1}"), 422, "Invalid JSON");
    assertThat(api.post("/v2/apps", "{'id':1}").json().at("/details/0").toString())
        .isEqualTo("{\"path\":\"/id\",\"errors\":[\"error.expected.jsstring\"]}");
    check(api.post("/v2/apps", "{'id':'/A','cmd':'run x'}"), 422, "Invalid JSON");
    check(api.post("/v2/apps", "{'id':'/a'}"), 422, "Object is not valid");
    check(api.post("/v2/apps", "{'id':"), 400, "Invalid JSON");
    check(api.post("/v2/apps", ""), 400, "Please specify data in JSON format");
    check(api.get("/v2/apps/x"), 404, "App '/x' does not exist");
    check(api.get("/v2/apps/UPPER"), 404, "App '/UPPER' does not exist");
    check(api.get("/v2/apps/x/versions"), 404, "App '/x' does not exist");
    check(api.delete("/v2/apps/x"), 404, "App '/x' does not exist");
    check(api.post("/v2/apps/x/restart", ""), 404, "App '/x' does not exist");
    check(api.patch("/v2/apps/x", "{'cmd':'run x'}"), 404, "App '/x' does not exist");
    check(api.put("/v2/apps/X", "{'cmd':'run x'}"), 422, "Object is not valid");
    check(api.post("/v2/apps/x", "{}"), 405, "Method Not Allowed");
    check(api.get("/v2/nothing"), 404, "URI not found");
    assertThat(api.get("/v2/apps?label=((").status()).isEqualTo(422);
    ApiServer.Reply text =
        api.send(
            api.to("/v2/apps")
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("{\"id\":\"/a\"}")));
    check(text, 415, "Unsupported Media Type");
  }

  private static void check(ApiServer.Reply reply, int status, String message) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    assertThat(reply.json().get("message").textValue()).isEqualTo(message);
  }

  @Test
  void putMakesAndChanges() throws Exception {
    ApiServer.Reply made = api.put("/v2/apps/a", "{'id':'/other','cmd':'run x','mem':32}");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.header("Location")).isPresent();
    String version = made.json().get("version").textValue();
    assertThat(made.json().has("deploymentId")).isTrue();
    service.finish();
    ApiServer.Reply scaled = api.put("/v2/apps/a", "{'instances':3}");
    assertThat(scaled.status()).isEqualTo(200);
    service.finish();
    JsonNode app = api.get("/v2/apps/a").json().get("app");
    assertThat(app.get("instances").intValue()).isEqualTo(3);
    assertThat(app.get("mem").intValue()).isEqualTo(32);
    assertThat(app.at("/versionInfo/lastConfigChangeAt").textValue()).isEqualTo(version);
    assertThat(app.get("version")).isEqualTo(scaled.json().get("version"));
    assertThat(api.put("/v2/apps/a?partialUpdate=false", "{'cmd':'run y'}").status())
        .isEqualTo(200);
    service.finish();
    app = api.get("/v2/apps/a").json().get("app");
    assertThat(app.get("instances").intValue()).isEqualTo(1);
    assertThat(app.get("mem").intValue()).isEqualTo(128);
    JsonNode before = app.get("version");
    api.put("/v2/apps/a", "{'cmd':'run y'}");
    assertThat(api.get("/v2/apps/a").json().at("/app/version")).isEqualTo(before);
    ApiServer.Reply back = api.put("/v2/apps/a", "{'version':'" + version + "'}");
    assertThat(back.status()).isEqualTo(200);
    assertThat(api.get("/v2/apps/a").json().at("/app/cmd").textValue()).isEqualTo("run x");
    assertThat(api.get("/v2/apps/a/versions/" + version).json().at("/mem").intValue())
        .isEqualTo(32);
    assertThat(api.get("/v2/apps/a/versions/2020-01-01T00:00:00.000Z").status()).isEqualTo(404);
    assertThat(api.put("/v2/apps/a", "{'version':'2020-01-01T00:00:00.000Z'}").status())
        .isEqualTo(404);
  }

  @Test
  void severalAtOnce() throws Exception {
    create("/a");
    assertThat(api.put("/v2/apps", "[{'id':'/a','cpus':2},{'id':'/b','cmd':'run x'}]").status())
        .isEqualTo(200);
    service.finish();
    assertThat(api.get("/v2/apps/a").json().at("/app/cpus").intValue()).isEqualTo(2);
    assertThat(api.get("/v2/apps/b").status()).isEqualTo(200);
    assertThat(api.patch("/v2/apps", "[{'id':'/a','cpus':3},{'id':'/c','cpus':1}]").status())
        .isEqualTo(404);
    assertThat(api.get("/v2/apps/a").json().at("/app/cpus").intValue()).isEqualTo(2);
    assertThat(api.patch("/v2/apps", "[{'cpus':3}]").status()).isEqualTo(422);
    assertThat(api.patch("/v2/apps", "{}").status()).isEqualTo(422);
    assertThat(
            api.put("/v2/apps", "[{'id':'/a'},{'id':'/b','cpus':'x'}]")
                .json()
                .at("/details/0/path")
                .textValue())
        .isEqualTo("(1)/cpus");
  }

  @Test
  void deleteForcesAndOtherChangesDoNot() throws Exception {
    api.post("/v2/apps", "{'id':'/a','cmd':'run x'}");
    ApiServer.Reply locked = api.put("/v2/apps/a", "{'cpus':2}");
    assertThat(locked.status()).isEqualTo(409);
    assertThat(locked.json().get("message").textValue()).startsWith("App is locked by one or more");
    assertThat(locked.json().at("/deployments/0/id").isTextual()).isTrue();
    assertThat(api.put("/v2/apps/a?force=true", "{'cpus':2}").status()).isEqualTo(200);
    ApiServer.Reply deleted = api.delete("/v2/apps/a");
    assertThat(deleted.status()).isEqualTo(200);
    assertThat(deleted.header("Marathon-Deployment-Id"))
        .contains(deleted.json().get("deploymentId").textValue());
    assertThat(api.get("/v2/apps/a").status()).isEqualTo(404);
  }

  @Test
  void restartGivesANewVersion() throws Exception {
    String version = create("/a");
    ApiServer.Reply reply = api.post("/v2/apps/a/restart", "");
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(api.get("/v2/apps/a").json().at("/app/version").textValue())
        .isEqualTo(reply.json().get("version").textValue())
        .isNotEqualTo(version);
    assertThat(api.get("/v2/apps/a/restart").status()).isEqualTo(405);
  }

  @Test
  void listIsFiltered() throws Exception {
    api.post("/v2/apps", "{'id':'/web/a','cmd':'run A','labels':{'tier':'one','x':'1'}}");
    api.post("/v2/apps", "{'id':'/web/b','cmd':'run b','labels':{'tier':'two'}}");
    api.post("/v2/apps", "{'id':'/c','cmd':'sleep'}");
    assertThat(ids("/v2/apps")).containsExactlyInAnyOrder("/web/a", "/web/b", "/c");
    assertThat(ids("/v2/apps?cmd=RUN")).containsExactlyInAnyOrder("/web/a", "/web/b");
    assertThat(ids("/v2/apps?id=web/B")).containsExactly("/web/b");
    assertThat(ids("/v2/apps?label=tier%3D%3Done")).containsExactly("/web/a");
    assertThat(ids("/v2/apps?label=tier%20notin%20(one),tier")).containsExactly("/web/b");
    assertThat(ids("/v2/apps?label=x")).containsExactly("/web/a");
    JsonNode first = api.get("/v2/apps?id=/c").json().at("/apps/0");
    assertThat(first.has("tasksRunning")).isTrue();
    assertThat(first.has("deployments")).isTrue();
    assertThat(first.has("tasks")).isFalse();
    assertThat(api.get("/v2/apps?embed=apps.tasks").json().at("/apps/0").has("tasks")).isTrue();
    JsonNode group = api.get("/v2/apps/web/*").json().get("*");
    assertThat(group.size()).isEqualTo(2);
    assertThat(api.get("/v2/apps/*").json().get("*").size()).isEqualTo(3);
    assertThat(api.get("/v2/apps/none/*").status()).isEqualTo(404);
  }

  private List<String> ids(String path) throws IOException, InterruptedException {
    return api.get(path)
        .json()
        .get("apps")
        .valueStream()
        .map(app -> app.get("id").textValue())
        .toList();
  }

  @Test
  void deploymentsAreListedAndTakenBack() throws Exception {
    String id =
        api.post("/v2/apps", "{'id':'/a','cmd':'run x'}")
            .json()
            .at("/deployments/0/id")
            .textValue();
    JsonNode list = api.get("/v2/deployments").json();
    assertThat(list.isArray()).isTrue();
    assertThat(list.at("/0/id").textValue()).isEqualTo(id);
    assertThat(list.at("/0/currentActions/0/action").textValue()).isEqualTo("StartApplication");
    assertThat(api.delete("/v2/deployments/none").json().get("message").textValue())
        .isEqualTo("DeploymentPlan none does not exist");
    ApiServer.Reply back = api.delete("/v2/deployments/" + id);
    assertThat(back.status()).isEqualTo(200);
    assertThat(back.json().get("deploymentId").textValue()).isNotEqualTo(id);
    assertThat(api.get("/v2/apps/a").status()).isEqualTo(404);
    service.finish();
    id =
        api.post("/v2/apps", "{'id':'/a','cmd':'run x'}")
            .json()
            .at("/deployments/0/id")
            .textValue();
    ApiServer.Reply forced = api.delete("/v2/deployments/" + id + "?force=true");
    assertThat(forced.status()).isEqualTo(202);
    assertThat(forced.text()).isEmpty();
    assertThat(api.get("/v2/apps/a").status()).isEqualTo(200);
  }
}
