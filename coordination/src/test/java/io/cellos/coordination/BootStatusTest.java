package io.cellos.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.model.BootEvent;
import io.cellos.model.NodeId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootStatusTest {
  private static final NodeId NODE = NodeId.parse("n-00000001");

  @TempDir Path directory;

  @Test
  void eventsReadBackAndACutLineIsSkipped() throws Exception {
    SharedStore store = DirectoryStore.open(directory);
    BootStatus status = new BootStatus(store);
    BootEvent event = new BootEvent("register", BootEvent.Kind.START, Instant.ofEpochMilli(1500));
    status.write(NODE, List.of(event));
    assertThat(status.read(NODE)).containsExactly(event);
    store.put(
        "status/" + NODE, "register start 1.500\nregister e".getBytes(StandardCharsets.UTF_8));
    assertThat(status.read(NODE)).containsExactly(event);
  }

  @Test
  void waitingIsSaidAndUnsaid() throws Exception {
    BootStatus status = new BootStatus(DirectoryStore.open(directory));
    status.waitingFor(NODE, Optional.of("2 of 3 nodes"));
    assertThat(status.waitingFor(NODE)).contains("2 of 3 nodes");
    status.waitingFor(NODE, Optional.empty());
    assertThat(status.waitingFor(NODE)).isEmpty();
  }
}
