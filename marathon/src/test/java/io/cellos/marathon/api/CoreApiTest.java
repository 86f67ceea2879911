package io.cellos.marathon.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.marathon.service.Leadership;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The API on the real core, without a Mesos: everything waits for offers. */
class CoreApiTest {
  private ApiServer api;

  @BeforeEach
  void start() throws IOException {
    api = ApiServer.start(new Leadership.Leading(new CoreService()));
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void appWaitsForOffers() throws Exception {
    ApiServer.Reply made = api.post("/v2/apps", "{'id':'/g/a','cmd':'run x','instances':2}");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    JsonNode deployments = api.get("/v2/deployments").json();
    assertThat(deployments.size()).isEqualTo(1);
    assertThat(deployments.at("/0/affectedApps/0").textValue()).isEqualTo("/g/a");
    assertThat(deployments.at("/0/id")).isEqualTo(made.json().at("/deployments/0/id"));
    JsonNode waiting = api.get("/v2/queue").json().at("/queue/0");
    assertThat(waiting.get("count").intValue()).isEqualTo(2);
    assertThat(waiting.at("/delay/overdue").booleanValue()).isTrue();
    assertThat(api.delete("/v2/queue/g/a/delay").status()).isEqualTo(204);
    assertThat(api.get("/v2/apps/g/a").json().at("/app/version"))
        .isEqualTo(made.json().get("version"));
    assertThat(api.get("/v2/apps/g/a/tasks").json().get("tasks").isEmpty()).isTrue();
    assertThat(api.put("/v2/apps/g/a", "{'cpus':2}").status()).isEqualTo(409);
    assertThat(api.put("/v2/apps/g/a?force=true", "{'cpus':2}").status()).isEqualTo(200);
    String id = api.get("/v2/deployments").json().at("/0/id").textValue();
    assertThat(api.delete("/v2/deployments/" + id).status()).isEqualTo(200);
    assertThat(api.get("/v2/apps/g/a").json().at("/app/cpus").intValue()).isEqualTo(1);
    assertThat(api.patch("/v2/groups/g", "{'enforceRole':true}").status()).isEqualTo(200);
    assertThat(api.get("/v2/groups/g").json().get("enforceRole").booleanValue()).isTrue();
    assertThat(api.delete("/v2/apps/g/a").status()).isEqualTo(200);
    assertThat(api.get("/v2/queue").json().get("queue").isEmpty()).isTrue();
    assertThat(api.delete("/v2/deployments/none?force=true").status()).isEqualTo(404);
  }
}
