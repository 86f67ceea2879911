package io.cellos.marathon.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellos.marathon.service.Leadership;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes, one of which leads. */
class LeaderTest {
  private final FakeService service = new FakeService();
  private ApiServer leader;
  private ApiServer other;

  @BeforeEach
  void start() throws IOException {
    leader = ApiServer.leading(service);
    other = ApiServer.start(new Leadership.Other(leader.uri));
  }

  @AfterEach
  void stop() {
    leader.close();
    other.close();
  }

  @Test
  void everythingWorksOnTheOtherNode() throws Exception {
    assertThat(other.post("/v2/apps", "{'id':'/a','cmd':'run x'}").status()).isEqualTo(201);
    service.finish();
    assertThat(other.patch("/v2/apps/a", "{'cpus':2}").status()).isEqualTo(200);
    ApiServer.Reply reply = other.get("/v2/apps/a?embed=app.taskStats");
    assertThat(reply.json().at("/app/cpus").intValue()).isEqualTo(2);
    assertThat(reply.json().at("/app").has("tasksStats")).isTrue();
    assertThat(reply.http().headers().allValues("X-Marathon-Leader"))
        .containsExactly(leader.uri.toString());
    assertThat(reply.header("X-Marathon-Via")).contains("1.1 " + other.uri.getAuthority());
    assertThat(reply.http().headers().allValues("Cache-Control")).hasSize(1);
    assertThat(other.get("/v2/apps/x").status()).isEqualTo(404);
    assertThat(other.delete("/v2/apps/a").status()).isEqualTo(200);
    assertThat(other.delete("/v2/queue/a/delay").status()).isEqualTo(404);
    assertThat(other.send(other.to("/v2/pods").HEAD()).status()).isEqualTo(200);
  }

  @Test
  void everyNodeKnowsTheLeader() throws Exception {
    for (ApiServer node : new ApiServer[] {leader, other}) {
      assertThat(node.get("/v2/leader").json().get("leader").textValue())
          .isEqualTo(leader.uri.getAuthority());
      assertThat(node.get("/ping").text()).isEqualTo("pong");
      assertThat(node.get("/status").status()).isEqualTo(200);
      assertThat(node.get("/ping").header("X-Marathon-Leader")).contains(leader.uri.toString());
    }
  }

  @Test
  void abdicates() throws Exception {
    assertThat(other.delete("/v2/leader").json().get("message").textValue())
        .isEqualTo("Leadership abdicated");
    await().until(() -> service.abdicated);
  }

  @Test
  void withoutALeader() throws Exception {
    other.leadership = new Leadership.Nobody();
    ApiServer.Reply reply = other.get("/v2/apps");
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.json().get("message").textValue()).contains("leader");
    assertThat(other.get("/v2/leader").status()).isEqualTo(404);
    assertThat(other.get("/ping").status()).isEqualTo(200);
    assertThat(other.get("/status").status()).isEqualTo(503);
  }

  @Test
  void leaderThatIsGone() throws Exception {
    other.leadership = new Leadership.Other(URI.create("http://127.0.0.1:1"));
    assertThat(other.get("/v2/apps").status()).isEqualTo(502);
  }

  @Test
  void nodesThatPassToEachOther() throws Exception {
    leader.leadership = new Leadership.Other(other.uri);
    ApiServer.Reply reply = other.get("/v2/apps");
    assertThat(reply.status()).isEqualTo(502);
    assertThat(reply.json().get("message").textValue()).isEqualTo("Detected proxying loop.");
  }
}
