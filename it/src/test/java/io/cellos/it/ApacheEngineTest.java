package io.cellos.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellos.model.CellDescription;
import io.cellos.model.Role;
import io.cellos.node.engine.StandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cell whose engine is an installed Apache Mesos, which here is a stand-in that notes how it is
 * started and answers health checks.
 */
@Tag("long")
class ApacheEngineTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir Path home;
  @TempDir Path project;

  @Test
  void itsProgramsAreRunLikeOurs() throws IOException {
    Path file = project.resolve("cell.yaml");
    Files.writeString(
        file,
        """
        version: 1
        engine: apache-mesos
        mesos:
          home: %s
        stateless-body: 3
        membrane: 0
        resources: cpus:1;mem:256
        """
            .formatted(StandIn.in(project.resolve("mesos"))));
    try (LiveCell cell = LiveCell.create(Launcher.of(home), "apache", "-f", file.toString())) {
      await().atMost(PATIENCE).until(() -> healthyMasters(cell) == 3);
      CellDescription.Node node = cell.nodes(Role.STATELESS_BODY).getFirst();
      String zk = "zk://" + cell.nodes(Role.NUCLEUS).getFirst().privateIp() + ":2181/mesos";
      assertThat(cell.home(node).resolve("mesos-master.calls"))
          .content()
          .contains("--ip=" + node.privateIp(), "--zk=" + zk, "--quorum=2", "--cluster=apache");
      assertThat(cell.home(node).resolve("mesos-agent.calls"))
          .content()
          .contains(
              "--master=" + zk,
              "--attributes=role:stateless-body;node:" + node.id(),
              "--resources=cpus:1;mem:256;disk:",
              "--no-systemd_enable_support");

      Launcher.Result even = cell.run("scale", "body", "2");
      assertThat(even.exit()).isEqualTo(2);
      assertThat(even.err()).contains("odd");
      cell.run("scale", "body", "1").expectDone();
      await().atMost(PATIENCE).until(() -> healthyMasters(cell) == 1);
      await() // with the quorum of one
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(cell.home(node).resolve("mesos-master.calls"))
                      .content()
                      .contains("--quorum=1"));
    }
  }

  private static int healthyMasters(LiveCell cell) {
    return cell.describe().loadBalancers().stream()
        .filter(balancer -> balancer.name().equals("apache-mesos"))
        .mapToInt(CellDescription.LoadBalancer::healthy)
        .sum();
  }
}
