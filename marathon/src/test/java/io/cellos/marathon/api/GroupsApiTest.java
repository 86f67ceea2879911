package io.cellos.marathon.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GroupsApiTest {
  private static final String WEB =
      "{'id':'/web','apps':[{'id':'shop','cmd':'run x','instances':2}],"
          + "'groups':[{'id':'db','apps':[{'id':'mongo','cmd':'run y'}]}]}";

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

  private String create() throws IOException, InterruptedException {
    ApiServer.Reply reply = api.post("/v2/groups", WEB);
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    assertThat(reply.header("Location")).contains(api.uri + "/web");
    service.finish();
    return reply.json().get("version").textValue();
  }

  @Test
  void groupIsMadeAndShown() throws Exception {
    create();
    assertThat(api.post("/v2/groups", WEB).status()).isEqualTo(409);
    JsonNode root = api.get("/v2/groups").json();
    assertThat(root.get("id").textValue()).isEqualTo("/");
    JsonNode web = api.get("/v2/groups/web").json();
    assertThat(web.at("/apps/0/id").textValue()).isEqualTo("/web/shop");
    assertThat(web.at("/groups/0/apps/0/id").textValue()).isEqualTo("/web/db/mongo");
    assertThat(web.at("/apps/0").has("tasksRunning")).isFalse();
    JsonNode some = api.get("/v2/groups/web?embed=group.apps&embed=group.apps.counts").json();
    assertThat(some.get("groups").isEmpty()).isTrue();
    assertThat(some.at("/apps/0").has("tasksRunning")).isTrue();
    JsonNode apps = api.get("/v2/groups/web/apps").json();
    assertThat(apps.isArray()).isTrue();
    assertThat(apps.size()).isEqualTo(2);
    assertThat(api.get("/v2/groups/none").json().get("message").textValue())
        .isEqualTo("Group '/none' does not exist");
  }

  @Test
  void groupIsChanged() throws Exception {
    String first = create();
    ApiServer.Reply dry = api.put("/v2/groups/web?dryRun=true", "{'scaleBy':2}");
    assertThat(dry.json().at("/steps/0/actions/0/action").textValue())
        .isEqualTo("ScaleApplication");
    assertThat(instances()).isEqualTo(2);
    ApiServer.Reply scaled = api.put("/v2/groups/web", "{'scaleBy':2}");
    assertThat(scaled.status()).isEqualTo(200);
    assertThat(scaled.header("Marathon-Deployment-Id")).isPresent();
    assertThat(instances()).isEqualTo(4);
    assertThat(api.put("/v2/groups/web", "{'scaleBy':2}").status()).isEqualTo(409);
    assertThat(api.delete("/v2/groups/web").status()).isEqualTo(409);
    service.finish();
    assertThat(api.get("/v2/groups/web/versions").json().size()).isEqualTo(2);
    assertThat(api.get("/v2/groups/versions").json().size()).isEqualTo(3);
    assertThat(
            api.get("/v2/groups/web/versions/" + first).json().at("/apps/0/instances").intValue())
        .isEqualTo(2);
    assertThat(api.put("/v2/groups/web", "{'version':'" + first + "'}").status()).isEqualTo(200);
    assertThat(instances()).isEqualTo(2);
    assertThat(api.put("/v2/groups/web", "{'version':'2020-01-01T00:00:00.000Z'}").status())
        .isEqualTo(422);
    service.finish();
    assertThat(api.patch("/v2/groups/web", "{'enforceRole':true}").status()).isEqualTo(200);
    assertThat(api.get("/v2/groups/web").json().get("enforceRole").booleanValue()).isTrue();
    assertThat(api.patch("/v2/groups/web/db", "{'enforceRole':true}").status()).isEqualTo(422);
    assertThat(api.patch("/v2/groups/none", "{'enforceRole':true}").status()).isEqualTo(404);
    assertThat(api.delete("/v2/groups/none").status()).isEqualTo(404);
    assertThat(api.delete("/v2/groups/web?force=true").status()).isEqualTo(200);
    assertThat(api.get("/v2/groups/web").status()).isEqualTo(404);
  }

  private int instances() throws IOException, InterruptedException {
    return api.get("/v2/apps/web/shop").json().at("/app/instances").intValue();
  }

  @Test
  void cyclesAreRefused() throws Exception {
    ApiServer.Reply reply =
        api.put(
            "/v2/groups",
            "{'id':'/','groups':[{'id':'a','dependencies':['/b'],'apps':[{'id':'x','cmd':'run'}]},"
                + "{'id':'b','dependencies':['/a'],'apps':[{'id':'x','cmd':'run'}]}]}");
    assertThat(reply.status()).as(reply.text()).isEqualTo(422);
    assertThat(reply.text()).contains("cyclic dependencies");
  }
}
