package io.cellos.marathon.json;

import static io.cellos.marathon.json.Docs.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.base.json.Json;
import io.cellos.marathon.json.rules.Settings;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Container;
import io.cellos.marathon.model.GroupUpdate;
import io.cellos.marathon.model.Network;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import mesosphere.client.common.ModelUtils;
import mesosphere.marathon.client.model.v2.App;
import mesosphere.marathon.client.model.v2.Docker;
import mesosphere.marathon.client.model.v2.Group;
import mesosphere.marathon.client.model.v2.HealthCheck;
import mesosphere.marathon.client.model.v2.Port;
import mesosphere.marathon.client.model.v2.PortDefinition;
import mesosphere.marathon.client.model.v2.UpgradeStrategy;
import org.junit.jupiter.api.Test;

/** What the Java client that people have sends, and what it makes of what we answer. */
class ClientObjectsTest {
  private static final AppJson APPS = new AppJson(Settings.DEFAULT);

  private static JsonNode sent(Object object) {
    return Json.tree(ModelUtils.toString(object).getBytes(StandardCharsets.UTF_8));
  }

  private static App app(String id) {
    App app = new App();
    app.setId(id);
    app.setCmd("serve $PORT0");
    app.setCpus(0.5);
    app.setMem(64.0);
    app.setInstances(3);
    app.setEnv(Map.of("A", "1"));
    app.setLabels(Map.of("a", "b"));
    app.setConstraints(List.of(List.of("hostname", "UNIQUE")));
    PortDefinition port = new PortDefinition();
    port.setName("http");
    port.setPort(0);
    app.setPortDefinitions(List.of(port));
    HealthCheck check = new HealthCheck();
    check.setPath("/health");
    check.setProtocol("HTTP");
    check.setPortIndex(0);
    app.setHealthChecks(List.of(check));
    UpgradeStrategy strategy = new UpgradeStrategy();
    strategy.setMinimumHealthCapacity(0.5);
    strategy.setMaximumOverCapacity(0.2);
    app.setUpgradeStrategy(strategy);
    return app;
  }

  @Test
  void anApp() {
    AppDefinition read = APPS.read(sent(app("/web/shop")), NOTHING);
    assertThat(read.instances()).isEqualTo(3);
    assertThat(read.placement().constraints()).hasSize(1);
    assertThat(read.policies().upgrade().maximumOverCapacity()).isEqualTo(0.2);
    App back = ModelUtils.GSON.fromJson(Json.text(AppJson.write(read)), App.class);
    assertThat(back.getId()).isEqualTo("/web/shop");
    assertThat(back.getInstances()).isEqualTo(3);
    assertThat(back.getHealthChecks()).hasSize(1);
    assertThat(APPS.read(sent(back), NOTHING)).isEqualTo(read);
  }

  @Test
  void anAppInDockerTheOldWay() {
    App app = app("/web/shop");
    app.setPortDefinitions(null);
    mesosphere.marathon.client.model.v2.Container container =
        new mesosphere.marathon.client.model.v2.Container();
    container.setType("DOCKER");
    Docker docker = new Docker();
    docker.setImage("shop:1");
    docker.setNetwork("BRIDGE");
    Port port = new Port();
    port.setContainerPort(80);
    port.setHostPort(0);
    docker.setPortMappings(List.of(port));
    container.setDocker(docker);
    app.setContainer(container);
    AppDefinition read = APPS.read(sent(app), NOTHING);
    assertThat(read.container().orElseThrow().engine()).isEqualTo(Container.Engine.DOCKER);
    assertThat(read.networks()).containsExactly(new Network.Bridge(Map.of()));
    assertThat(read.portMappings().getFirst().containerPort()).isEqualTo(80);
  }

  @Test
  void aGroup() {
    Group group = new Group();
    group.setId("/web");
    group.setApps(List.of(app("/web/shop")));
    GroupUpdate.Structure update =
        (GroupUpdate.Structure)
            new GroupJson(Settings.DEFAULT).read(sent(group), AppId.ROOT, NOTHING);
    assertThat(update.apps().orElseThrow()).hasSize(1);
  }

  @Test
  void changes() {
    AppDefinition before = APPS.read(sent(app("/web/shop")), NOTHING);
    App change = new App();
    change.setInstances(7);
    AppDefinition after = APPS.changed(before, APPS.readUpdate(sent(change)), NOTHING, false);
    assertThat(after).isEqualTo(before.withInstances(7));
  }
}
