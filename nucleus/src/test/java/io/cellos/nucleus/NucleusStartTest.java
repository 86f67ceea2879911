package io.cellos.nucleus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellos.base.error.CellException;
import io.cellos.base.process.JavaCommand;
import io.cellos.coordination.DirectoryStore;
import io.cellos.model.NodeId;
import io.cellos.nucleus.membership.Goal;
import io.cellos.nucleus.membership.NucleusStore;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NucleusStartTest {
  @TempDir Path directory;

  @Test
  void takenPortFailsTheStartAndLeavesNothingRunning() throws Exception {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    String host = "127.%d.%d.8".formatted(random.nextInt(100, 250), random.nextInt(1, 250));
    DirectoryStore store = DirectoryStore.open(directory.resolve("shared"));
    new NucleusStore(store).setGoal(new Goal(1, Set.of()));
    NucleusSettings settings =
        new NucleusSettings(
            NodeId.parse("n-0000000b"),
            host,
            directory.resolve("zk"),
            directory,
            64,
            Duration.ofHours(1),
            1);
    try (ServerSocket taken = new ServerSocket(8181, 1, InetAddress.getByName(host))) {
      assertThat(taken.isBound()).isTrue();
      assertThatThrownBy(() -> Nucleus.start(settings, store, JavaCommand.current()))
          .isInstanceOf(CellException.class)
          .hasMessageContaining(host + ":8181");
    }
    assertThat(ProcessHandle.current().children()).isEmpty();
  }
}
