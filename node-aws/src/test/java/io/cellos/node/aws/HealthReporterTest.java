package io.cellos.node.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.coordination.DirectoryStore;
import io.cellos.model.NodeId;
import io.cellos.node.health.NodeHealth;
import io.cellos.node.health.NodeHealth.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthReporterTest {
  private static final NodeId NODE = NodeId.parse("i-0123456789abcdef0");

  @TempDir Path directory;
  private final AtomicReference<NodeHealth> health =
      new AtomicReference<>(new NodeHealth(State.BOOTING, "zk-barrier"));
  private DirectoryStore store;
  private HealthReporter reporter;

  @BeforeEach
  void open() throws IOException {
    store = DirectoryStore.open(directory);
    reporter = new HealthReporter(NODE, health::get, store);
  }

  @Test
  void theStateIsTheKey() throws IOException {
    reporter.once();
    assertThat(store.list("health")).containsExactly("health/" + NODE + "/booting");
    assertThat(NodeHealths.detail(store, NODE, State.BOOTING)).isEqualTo("zk-barrier");
    health.set(new NodeHealth(State.READY, ""));
    reporter.once();
    assertThat(store.list("health")).containsExactly("health/" + NODE + "/ready");
    assertThat(NodeHealths.read(store)).containsOnly(Map.entry(NODE, State.READY));
  }

  @Test
  void tellsOnlyChanges() throws IOException {
    reporter.once();
    store.delete("health/" + NODE + "/booting");
    reporter.once();
    assertThat(store.list("health")).isEmpty();
  }

  @Test
  void removesWhatAnEarlierRunLeft() throws IOException {
    store.put("health/" + NODE + "/failed", new byte[0]);
    reporter.once();
    assertThat(NodeHealths.read(store)).containsEntry(NODE, State.BOOTING);
  }

  @Test
  void theWorseOfTwoCounts() throws IOException {
    for (State state : State.values()) {
      store.put("health/" + NODE + "/" + state, new byte[0]);
    }
    store.put("health/" + NODE + "/dancing", "new".getBytes(StandardCharsets.UTF_8));
    assertThat(NodeHealths.read(store)).containsEntry(NODE, State.FAILED);
  }
}
