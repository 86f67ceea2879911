package io.cellos.marathon.core.group;

import static io.cellos.marathon.core.Specs.app;
import static io.cellos.marathon.core.Specs.root;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServicePortsTest {
  private static List<Integer> ports(Group root, String app) {
    return root.app(AppId.parse(app)).orElseThrow().servicePorts();
  }

  @Test
  void zeroBecomesAPortNobodyHas() {
    Group from = root(app("/x").ports(10000), app("/gone").ports(10002));
    Group to =
        ServicePorts.DEFAULT.assign(
            from, root(app("/x").ports(10000), app("/a").ports(0, 80, 0), app("/b").ports(0)));
    assertThat(ports(to, "/a")).containsExactly(10001, 80, 10003);
    assertThat(ports(to, "/b")).containsExactly(10004);
    assertThat(ports(to, "/x")).containsExactly(10000);
  }

  @Test
  void whoSendsZeroAgainKeepsItsPorts() {
    Group from = root(app("/a").ports(10007, 80, 10003));
    Group to = ServicePorts.DEFAULT.assign(from, root(app("/a").cmd("new").ports(0, 0, 0, 0)));
    assertThat(ports(to, "/a")).containsExactly(10007, 10003, 10000, 10001);
    assertThat(ServicePorts.DEFAULT.assign(from, from)).isSameAs(from);
  }

  @Test
  void thePortsRunOut() {
    assertThatThrownBy(() -> new ServicePorts(1, 2).assign(root(), root(app("/a").ports(0, 0, 0))))
        .hasMessage("/: All ports in the range [1-2) are already in use");
  }
}
