package io.cellos.base.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellos.model.CellDescription;
import io.cellos.model.CellStatus;
import io.cellos.model.Health;
import io.cellos.model.NodeId;
import io.cellos.model.NodeState;
import io.cellos.model.Role;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void aCellLooksAsDocumented() {
    CellDescription cell =
        new CellDescription(
            "demo",
            "local",
            "local",
            "2.0.0",
            CellStatus.RUNNING,
            Instant.parse("2026-11-23T04:00:00Z"),
            List.of(
                new CellDescription.Group(
                    Role.NUCLEUS,
                    1,
                    List.of(
                        new CellDescription.Node(
                            NodeId.parse("n-0a1b2c3d"),
                            1,
                            "127.20.0.11",
                            null,
                            NodeState.RUNNING,
                            Health.HEALTHY)))),
            List.of(new CellDescription.LoadBalancer("demo-zookeeper", "http://127.20.0.2", 1, 1)),
            Map.of("zookeeper", "http://127.20.0.2"),
            "http://127.20.0.1");
    String json =
        """
        {"cell":"demo","backend":"local","region":"local","version":"2.0.0","status":"RUNNING",\
        "created":"2026-11-23T04:00:00Z","groups":[{"role":"nucleus","desired":1,"nodes":[\
        {"id":"n-0a1b2c3d","index":1,"privateIp":"127.20.0.11","publicIp":null,\
        "state":"running","health":"healthy"}]}],"loadBalancers":[{"name":"demo-zookeeper",\
        "url":"http://127.20.0.2","healthy":1,"targets":1}],"gateway":\
        {"zookeeper":"http://127.20.0.2"},"statusPage":"http://127.20.0.1"}""";
    assertThat(Json.text(cell)).isEqualTo(json);
    assertThat(Json.read(Json.bytes(cell), CellDescription.class)).isEqualTo(cell);
  }

  @Test
  void aBrokenIdentifierIsAnErrorNotACrash() {
    assertThatThrownBy(
            () ->
                Json.read(
                    "\"../../etc\"".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                    NodeId.class))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("is not a node id");
  }
}
