package io.cellos.mesos.agent.container.docker;

import static io.cellos.mesos.agent.container.docker.Launches.docker;
import static io.cellos.mesos.agent.container.docker.Launches.info;
import static io.cellos.mesos.agent.container.docker.Launches.shell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellos.mesos.agent.check.CommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.ContainerInfo.DockerInfo;
import org.apache.mesos.v1.Protos.Environment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against a real engine. */
@Timeout(120)
class ExecCommandsTest {
  @TempDir Path sandbox;
  private OwnEngine engine;
  private DockerContainers containers;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    engine = OwnEngine.start();
    engine.image("busybox", "");
    containers = DockerContainers.of(DockerSettings.of(engine.environment()), "test");
  }

  @AfterEach
  void stop() throws IOException, InterruptedException {
    if (engine != null) {
      for (String id : containers.ids()) {
        containers.remove(id);
      }
      engine.close();
    }
  }

  @Test
  void runsCommandsInside() throws IOException, InterruptedException {
    DockerLaunch launch =
        Launches.launch(info(docker(DockerInfo.Network.NONE)), shell("sleep 100"), sandbox);
    DockerContainer container = containers.launch(launch);
    CommandRunner commands = container.commands(sandbox);
    CommandInfo.Builder command =
        shell("echo $X; cat /proc/1/cmdline; exit 7")
            .setEnvironment(
                Environment.newBuilder()
                    .addVariables(Environment.Variable.newBuilder().setName("X").setValue("x")));
    assertThat(commands.run(command.build())).isEqualTo(7);
    assertThat(sandbox.resolve("stderr")).content().startsWith("x\n").contains("sleep");
    AtomicReference<String> how = new AtomicReference<>();
    Thread slow =
        Thread.startVirtualThread(
            () -> {
              try {
                how.set("" + commands.run(shell("echo begun; exec sleep 77").build()));
              } catch (IOException e) {
                how.set(e.toString());
              } catch (InterruptedException e) {
                how.set("interrupted");
              }
            });
    await().until(() -> Files.readString(sandbox.resolve("stderr")).contains("begun"));
    await().until(() -> sleeps() == 1);
    slow.interrupt();
    slow.join();
    assertThat(how).hasValue("interrupted");
    await().until(() -> sleeps() == 0);
  }

  /** By /proc, since a container's program has no path here. */
  private static long sleeps() {
    return ProcessHandle.allProcesses()
        .map(process -> commandLine(process.pid()))
        .filter(line -> line.endsWith("sleep\0" + "77\0"))
        .count();
  }

  private static String commandLine(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/cmdline"));
    } catch (IOException e) {
      return ""; // it has just gone
    }
  }
}
