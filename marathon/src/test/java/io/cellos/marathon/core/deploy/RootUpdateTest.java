package io.cellos.marathon.core.deploy;

import static io.cellos.marathon.core.Specs.app;
import static io.cellos.marathon.core.Specs.root;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellos.marathon.core.group.ServicePorts;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.InvalidObjectException;
import io.cellos.marathon.model.Timestamp;
import io.cellos.marathon.model.VersionInfo;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RootUpdateTest {
  private static final Timestamp NEW = Timestamp.ofMillis(99);
  private static final RootUpdate UPDATE =
      new RootUpdate("id", NEW, ServicePorts.DEFAULT, Map.of());

  private static AppDefinition after(Group from, Group wanted) {
    return UPDATE.plan(from, wanted).target().app(AppId.parse("/a")).orElseThrow();
  }

  @Test
  void portsAndVersionsAreInTheTarget() {
    AppDefinition made = after(root(), root(app("/a").ports(0)));
    assertThat(made.servicePorts()).containsExactly(10000);
    assertThat(made.versionInfo()).isEqualTo(VersionInfo.changed(NEW));
  }

  @Test
  void theSameAgainWithPortsOfZeroIsNoChange() {
    Group from = root(app("/a").ports(10005), app("/b"));
    DeploymentPlan plan = UPDATE.plan(from, root(app("/a").ports(0), app("/b")));
    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.target().allApps()).containsExactlyElementsOf(from.allApps().toList());
    assertThat(plan.target().version()).isEqualTo(NEW);
  }

  @Test
  void rulesOfTheWhole() {
    assertThatThrownBy(
            () -> UPDATE.plan(root(), root(app("/a").needs("/b"), app("/b").needs("/a"))))
        .isInstanceOf(InvalidObjectException.class)
        .hasMessage("/: Dependency graph has cyclic dependencies.");
    assertThatThrownBy(() -> UPDATE.plan(root(app("/a").withData()), root(app("/a"))))
        .isInstanceOf(InvalidObjectException.class)
        .hasMessageStartingWith("/app(0): Persistent volumes can not be changed!");
  }
}
