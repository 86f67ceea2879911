package io.cellos.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplicatedLogTest {
  @TempDir Path work;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = work.resolve("replicated_log/000001.log");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "x");
  }

  private void fit(int... quorums) throws IOException {
    for (int quorum : quorums) {
      new ReplicatedLog(work).fit(quorum);
    }
  }

  @Test
  void oneMasterThatIsJoinedBeginsAnew() throws IOException {
    fit(1, 1);
    assertThat(file).exists();
    fit(2);
    assertThat(file.getParent()).doesNotExist();
  }

  @Test
  void aMajorityKeepsIt() throws IOException {
    fit(2, 3, 2, 1);
    assertThat(file).exists();
  }

  @Test
  void whatWasGivenUpOnceIsKeptFromThenOn() throws IOException {
    fit(1, 2);
    write();
    fit(2, 3);
    assertThat(file).exists();
  }
}
