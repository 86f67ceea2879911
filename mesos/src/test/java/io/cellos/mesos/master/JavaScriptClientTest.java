package io.cellos.mesos.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.cellos.mesos.testing.SimulatedAgent;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A framework that is written with another client than Mesosphere's, in another language, which
 * speaks JSON. It takes Node and a registry of its packages.
 */
@Tag("long")
final class JavaScriptClientTest {
  private static final String CLIENT = "mesos-framework@0.5.3";

  @TempDir Path directory;

  private int run(String... words) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(words)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out())
            .start();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).as(String.join(" ", words)).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  private File out() {
    return directory.resolve("out").toFile();
  }

  private int install() throws InterruptedException {
    try {
      return run("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", CLIENT);
    } catch (IOException e) {
      return -1; // there is no npm
    }
  }

  @Test
  void runsTasks() throws IOException, InterruptedException {
    assumeThat(install()).as("npm installs " + CLIENT).isZero();
    Files.createDirectory(directory.resolve("logs")); // the client writes there
    try (InputStream script = getClass().getResourceAsStream("/framework.js")) {
      Files.copy(script, directory.resolve("framework.js"));
    }
    try (TestMaster master = TestMaster.start();
        SimulatedAgent agent =
            SimulatedAgent.start(master.uri(), "a", "cpus:2;mem:512;ports:[31000-31010]")) {
      agent.id().join();
      URI uri = master.uri();
      int status = run("node", "framework.js", uri.getHost(), String.valueOf(uri.getPort()));
      assertThat(status).as(Files.readString(out().toPath())).isZero();
      assertThat(Files.readAllLines(out().toPath()))
          .containsSequence(List.of("TASK_RUNNING", "TASK_RUNNING"));
      await()
          .until(
              () ->
                  master
                      .json("/frameworks")
                      .at("/completed_frameworks/0/name")
                      .asText()
                      .equals("js"));
    }
  }
}
