package io.cellos.base.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessGroupsTest {
  private static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/bin:/bin");

  @TempDir Path directory;
  private ProcessRef started;

  private ProcessRef start(String script) throws Exception {
    started =
        ProcessGroups.start(
            List.of("/bin/sh", "-c", script), directory, ENVIRONMENT, directory.resolve("out"));
    return started;
  }

  @AfterEach
  void endIt() {
    if (started != null) {
      ProcessGroups.signal(started.pid(), ProcessGroups.Signal.KILL);
    }
  }

  @Test
  void oneSignalEndsTheWholeTree() throws Exception {
    ProcessRef shell = start("sleep 300 & sleep 300 & wait");
    await().until(() -> ProcessGroups.members(shell.pid()).size() == 3);
    ProcessGroups.stop(shell.pid(), Duration.ofSeconds(5));
    assertThat(ProcessGroups.members(shell.pid())).isEmpty();
    assertThat(shell.isAlive()).isFalse();
  }

  @Test
  void whatIgnoresTheRequestIsKilled() throws Exception {
    ProcessRef shell = start("trap '' TERM; echo ready; while :; do sleep 0.1; done");
    await().until(() -> Files.readString(directory.resolve("out")).contains("ready"));
    ProcessGroups.stop(shell.pid(), Duration.ofMillis(200));
    assertThat(ProcessGroups.isAlive(shell.pid())).isFalse();
  }

  @Test
  void aPausedGroupEndsToo() throws Exception {
    ProcessRef shell = start("sleep 300");
    ProcessGroups.signal(shell.pid(), ProcessGroups.Signal.STOP);
    ProcessGroups.stop(shell.pid(), Duration.ofSeconds(5));
    assertThat(ProcessGroups.isAlive(shell.pid())).isFalse();
  }

  @Test
  void nothingIsInheritedButWhatIsGiven() throws Exception {
    start("env | sort; pwd");
    await().until(() -> !ProcessGroups.isAlive(started.pid()));
    assertThat(Files.readAllLines(directory.resolve("out")))
        .contains("PATH=/usr/bin:/bin", directory.toRealPath().toString())
        .noneMatch(line -> line.startsWith("JAVA_HOME="));
  }

  @Test
  void aLaterProcessWithTheSameIdIsAnother() throws Exception {
    ProcessRef now = start("sleep 300");
    ProcessRef earlier = new ProcessRef(now.pid(), "1" + now.started());
    assertThat(now.isAlive()).isTrue();
    assertThat(earlier.isAlive()).isFalse();
  }
}
