package io.cellos.backend.local.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.backend.local.cell.NodeFile;
import io.cellos.backend.local.group.Life;
import io.cellos.backend.local.node.Fleet;
import io.cellos.backend.local.node.NodeStatus;
import io.cellos.coordination.BodyPlan;
import io.cellos.coordination.DirectoryStore;
import io.cellos.model.CellName;
import io.cellos.model.CellSpec;
import io.cellos.model.NodeId;
import io.cellos.model.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BodyToldTest {
  @TempDir Path directory;

  private final Fleet fleet = new Fleet(() -> {});
  private CellSpec spec = size(3);
  private DirectoryStore store;

  private static CellSpec size(int body) {
    return new CellSpec(CellName.parse("demo"), Map.of(Role.STATELESS_BODY, body), List.of());
  }

  @BeforeEach
  void open() throws IOException {
    store = DirectoryStore.open(directory);
    for (int i = 1; i <= 3; i++) {
      put(i);
    }
  }

  private void put(int number) {
    fleet.put(
        NodeStatus.of(
            new NodeFile(
                id(number),
                Role.STATELESS_BODY,
                number,
                "127.20.0.1" + number,
                Instant.EPOCH,
                Map.of(),
                null,
                true),
            Life.READY));
  }

  private static NodeId id(int number) {
    return NodeId.parse("n-%08x".formatted(number));
  }

  private int masters(BodyTold told) throws IOException {
    told.update();
    return BodyPlan.read(store).masters();
  }

  @Test
  void fewerMastersAreToldWhenThoseThatLeaveHaveLeft() throws IOException {
    BodyTold told = new BodyTold(() -> spec, fleet, store);
    assertThat(masters(told)).isEqualTo(3);
    spec = size(1);
    assertThat(masters(told)).isEqualTo(3);
    fleet.remove(id(3));
    assertThat(masters(new BodyTold(() -> spec, fleet, store))).isEqualTo(3);
    fleet.remove(id(2));
    assertThat(masters(told)).isEqualTo(1);
  }

  @Test
  void moreAreToldAtOnce() throws IOException {
    BodyTold told = new BodyTold(() -> spec, fleet, store);
    assertThat(masters(told)).isEqualTo(3);
    spec = size(5);
    assertThat(masters(told)).isEqualTo(5);
    put(4); // one that takes the place of another is none more
    assertThat(masters(told)).isEqualTo(5);
  }
}
