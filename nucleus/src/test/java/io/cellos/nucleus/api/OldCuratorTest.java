package io.cellos.nucleus.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.nucleus.testing.TestCell;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Curator's real {@code ExhibitorEnsembleProvider}, unchanged, in a JVM of its own. */
final class OldCuratorTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;

  @Test
  void findsTheEnsembleAndConnects() throws Exception {
    try (TestCell cell = TestCell.in(directory, 3).start(1, 2, 3).awaitStable(PATIENCE)) {
      Path source = Path.of(getClass().getResource("/old-curator/ExhibitorUser.java").toURI());
      Path jars = Path.of("target/old-curator").toAbsolutePath();
      Path output = directory.resolve("curator.txt");
      Process curator =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin/java").toString(),
                  "-cp",
                  jars + "/*",
                  source.toString(),
                  cell.host(2))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      try {
        assertThat(curator.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      } finally {
        curator.destroyForcibly();
      }
      assertThat(output)
          .content()
          .containsPattern("connect string (127\\.[0-9.]+:2181,?){3}\\n")
          .contains(cell.ensemble().connectString().split(","))
          .contains("children [zookeeper]");
    }
  }
}
