package io.cellos.nucleus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellos.base.process.JavaCommand;
import io.cellos.model.NodeId;
import io.cellos.nucleus.membership.Ensemble;
import io.cellos.nucleus.membership.Member;
import io.cellos.nucleus.zookeeper.MemberDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One real ZooKeeper process, watched by this test's JVM. */
final class LocalServerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path directory;

  @Test
  void hangingServerIsKilledAndStartedAgain() throws Exception {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    String host = "127.%d.%d.9".formatted(random.nextInt(100, 250), random.nextInt(1, 250));
    NodeId node = NodeId.parse("n-0000000a");
    Member self = new Member(1, node, host, Member.Kind.PARTICIPANT);
    Ensemble record = new Ensemble(1, 1, 0, 2, null, List.of(self));
    NucleusSettings settings =
        new NucleusSettings(
            node, host, directory.resolve("zk"), directory, 64, Duration.ofHours(1), 1);
    MemberDirectory files = MemberDirectory.at(settings.directory());
    files.begin(record, self, MemberDirectory.EMPTY_BUT_TRUSTED);
    try (LocalServer server =
        new LocalServer(settings, JavaCommand.current(), files, Duration.ofSeconds(4), () -> {})) {
      server.keepRunning(record, self);
      await().atMost(PATIENCE).until(() -> server.probe().serving());
      long first = server.processId().orElseThrow();
      pause(first);
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                server.probe();
                server.keepRunning(record, self);
                return server.processId().stream().anyMatch(pid -> pid != first)
                    && server.probe().serving();
              });
      assertThat(Files.readString(directory.resolve("zk/conf/zoo.cfg"))).doesNotContain("super");
    }
    assertThat(ProcessHandle.current().children()).isEmpty();
  }

  /** A number that is not the id of one process reaches others: -1 is all of the machine's. */
  private static void pause(long pid) throws IOException, InterruptedException {
    assertThat(pid).as("the id of one process").isGreaterThan(1);
    Process kill = new ProcessBuilder("kill", "-STOP", Long.toString(pid)).start();
    assertThat(kill.waitFor()).isZero();
  }
}
