package io.cellos.backend.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.backend.local.cell.CellProcesses;
import io.cellos.backend.local.testing.Cells;
import io.cellos.model.CellDescription;
import io.cellos.model.CellStatus;
import io.cellos.model.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of a whole cell, with fake nodes. */
class LocalBackendTest {
  @TempDir Path home;
  private Cells cells;

  @BeforeEach
  void begin() {
    cells = new Cells(home);
  }

  @AfterEach
  void end() {
    cells.close();
  }

  @Test
  void createScaleStopStartDelete() {
    CellDescription created = cells.create(1, 1, 1);
    assertThat(created.loadBalancers())
        .extracting(CellDescription.LoadBalancer::name)
        .containsExactly("demo-zookeeper", "demo-mesos", "demo-marathon", "demo-gateway");
    assertThat(created.gateway()).containsOnlyKeys("zookeeper", "mesos", "marathon");
    cells.await(cell -> cell.loadBalancers().getFirst().healthy() == 1);

    cells.backend().scale(Cells.DEMO, Role.STATELESS_BODY, 3);
    cells.await(
        c -> c.status() == CellStatus.RUNNING && Cells.nodes(c, Role.STATELESS_BODY).size() == 3);
    cells.backend().scale(Cells.DEMO, Role.NUCLEUS, 3);
    CellDescription grown =
        cells.await(
            c -> c.status() == CellStatus.RUNNING && Cells.nodes(c, Role.NUCLEUS).size() == 3);

    cells.backend().stop(Cells.DEMO, notice -> {});
    assertThat(cells.describe().status()).isEqualTo(CellStatus.STOPPED);
    assertThat(CellProcesses.ofCell(cells.demo())).isEmpty();

    cells.backend().start(Cells.DEMO, notice -> {});
    CellDescription back = cells.awaitStatus(CellStatus.RUNNING);
    assertThat(ids(back)).isEqualTo(ids(grown));

    cells.backend().scale(Cells.DEMO, Role.NUCLEUS, 1);
    CellDescription shrunk =
        cells.await(
            c -> c.status() == CellStatus.RUNNING && Cells.nodes(c, Role.NUCLEUS).size() == 1);
    assertThat(Cells.nodes(shrunk, Role.NUCLEUS).getFirst().index()).isEqualTo(1);

    List<String> notices = new ArrayList<>();
    cells.backend().delete(Cells.DEMO, notices::add);
    assertThat(notices.getLast()).contains("nothing is left");
    assertThat(cells.demo().directory()).doesNotExist();
    assertThat(cells.backend().list()).isEmpty();
  }

  private static List<Object> ids(CellDescription cell) {
    return cell.groups().stream()
        .flatMap(group -> group.nodes().stream())
        .map(node -> (Object) (node.id() + " " + node.privateIp()))
        .toList();
  }
}
