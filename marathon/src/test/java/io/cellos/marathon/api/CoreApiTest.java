package io.cellos.marathon.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.marathon.core.MarathonEvent;
import io.cellos.marathon.core.launch.Fixtures;
import io.cellos.marathon.service.Leadership;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.Offer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The API on the real core, without a Mesos: everything waits for offers. */
class CoreApiTest {
  private final CoreService service = new CoreService();
  private ApiServer api;

  @BeforeEach
  void start() throws IOException {
    api = ApiServer.start(new Leadership.Leading(service));
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

  @Test
  void theQueueSaysThatAConstraintIsInTheWay() throws Exception {
    String app = "{'id':'/a','cmd':'run x','constraints':[['hostname','LIKE','nowhere']]}";
    assertThat(api.post("/v2/apps", app).status()).isEqualTo(201);
    FrameworkID framework = FrameworkID.newBuilder().setValue("f").build();
    service.happens(new MarathonEvent.Subscribed(framework, Optional.empty()));
    Offer.Builder offer =
        Fixtures.offer(Fixtures.parse("cpus:4;mem:999").allocate("*").list(), "host1", "")
            .toBuilder();
    offer.getAllocationInfoBuilder().setRole("*");
    service.happens(new MarathonEvent.Offered(List.of(offer.build())));
    JsonNode steps =
        api.get("/v2/queue").json().at("/queue/0/processedOffersSummary/rejectSummaryLastOffers");
    JsonNode constraint = steps.get(1);
    assertThat(constraint.get("reason").textValue()).isEqualTo("UnfulfilledConstraint");
    assertThat(constraint.get("declined").intValue()).isEqualTo(1);
    assertThat(steps.get(2).get("processed").intValue()).isZero();
  }

  @Test
  void aGroupCanHaveItsOwnRole() throws Exception {
    assertThat(api.post("/v2/groups", "{'id':'/dev','enforceRole':true}").status()).isEqualTo(201);
    assertThat(api.post("/v2/apps", "{'id':'/dev/a','cmd':'run x'}").json().get("role").textValue())
        .isEqualTo("dev");
    ApiServer.Reply other = api.post("/v2/apps", "{'id':'/dev/b','cmd':'run x','role':'*'}");
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.text()).contains("/role", "got *, expected one of: [dev]");
    assertThat(api.post("/v2/apps", "{'id':'/free/a','cmd':'run x','role':'free'}").status())
        .isEqualTo(201);
    assertThat(
            api.post("/v2/apps", "{'id':'/free/b','cmd':'run x'}").json().get("role").textValue())
        .isEqualTo("*");
    ApiServer.Reply accepted =
        api.post("/v2/apps", "{'id':'/dev/c','cmd':'run x','acceptedResourceRoles':['prod']}");
    assertThat(accepted.status()).isEqualTo(422);
    assertThat(accepted.text()).contains("acceptedResourceRoles can only contain * and dev");
    assertThat(service.view().roles()).containsExactlyInAnyOrder("*", "dev", "free");
    JsonNode queue = api.get("/v2/queue").json().get("queue");
    assertThat(queue.findValuesAsText("role")).contains("dev", "free", "*");
  }
}
