package io.cellos.marathon.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PodsApiTest {
  private static final String POD =
      "{'id':'/p','containers':[{'name':'one','exec':{'command':{'shell':'sleep 1'}},"
          + "'resources':{'cpus':0.1,'mem':32}}],'scaling':{'kind':'fixed','instances':%d}}";

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

  @Test
  void podLives() throws Exception {
    assertThat(api.send(api.to("/v2/pods").HEAD()).status()).isEqualTo(200);
    ApiServer.Reply made = api.post("/v2/pods", POD.formatted(1));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.header("Marathon-Deployment-Id")).isPresent();
    assertThat(api.post("/v2/pods", POD.formatted(1)).status()).isEqualTo(409);
    service.finish();
    assertThat(api.get("/v2/pods").json().size()).isEqualTo(1);
    assertThat(api.get("/v2/pods/p").json().get("version")).isEqualTo(made.json().get("version"));
    ApiServer.Reply scaled = api.put("/v2/pods/p", POD.formatted(3));
    assertThat(scaled.status()).as(scaled.text()).isEqualTo(200);
    assertThat(scaled.json().at("/scaling/instances").intValue()).isEqualTo(3);
    assertThat(api.put("/v2/pods/q", POD.formatted(3)).status()).isEqualTo(400);
    service.finish();
    JsonNode versions = api.get("/v2/pods/p::versions").json();
    assertThat(versions.size()).isEqualTo(2);
    String first = versions.get(1).textValue();
    assertThat(api.get("/v2/pods/p::versions/" + first).json().at("/scaling/instances").intValue())
        .isEqualTo(1);
    JsonNode status = api.get("/v2/pods/p::status").json();
    assertThat(status.get("status").textValue()).isEqualTo("DEGRADED");
    assertThat(status.at("/spec/id").textValue()).isEqualTo("/p");
    assertThat(status.get("terminationHistory").isEmpty()).isTrue();
    assertThat(api.get("/v2/pods/::status").json().size()).isEqualTo(1);
    assertThat(api.get("/v2/groups").json().at("/pods/0/status").textValue()).isEqualTo("DEGRADED");
    ApiServer.Reply deleted = api.delete("/v2/pods/p");
    assertThat(deleted.status()).isEqualTo(202);
    assertThat(deleted.header("Location"))
        .contains(api.uri + "/" + deleted.header("Marathon-Deployment-Id").orElseThrow());
    assertThat(api.get("/v2/pods/p::status").status()).isEqualTo(404);
  }

  @Test
  void whatIsNotThere() throws Exception {
    assertThat(api.get("/v2/pods/p").json().get("message").textValue())
        .isEqualTo("Pod '/p' does not exist");
    assertThat(api.delete("/v2/pods/p").status()).isEqualTo(404);
    assertThat(api.get("/v2/pods/p::versions").status()).isEqualTo(404);
    assertThat(api.delete("/v2/pods/p::instances/x").status()).isEqualTo(422);
    assertThat(
            api.send(
                    api.to("/v2/pods/p::instances")
                        .method("DELETE", HttpRequest.BodyPublishers.ofString("[]")))
                .status())
        .isEqualTo(404);
    assertThat(api.post("/v2/pods", "{'id':'/p'}").status()).isEqualTo(422);
  }
}
