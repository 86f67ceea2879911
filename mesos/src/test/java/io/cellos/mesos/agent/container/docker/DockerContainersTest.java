package io.cellos.mesos.agent.container.docker;

import static io.cellos.mesos.agent.container.docker.Launches.docker;
import static io.cellos.mesos.agent.container.docker.Launches.info;
import static io.cellos.mesos.agent.container.docker.Launches.shell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.ContainerInfo;
import org.apache.mesos.v1.Protos.ContainerInfo.DockerInfo;
import org.apache.mesos.v1.Protos.Environment;
import org.apache.mesos.v1.Protos.NetworkInfo;
import org.apache.mesos.v1.Protos.Parameter;
import org.apache.mesos.v1.Protos.ResourceStatistics;
import org.apache.mesos.v1.Protos.Volume;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against a real engine. */
@Timeout(120)
class DockerContainersTest {

  private static OwnEngine engine;

  @TempDir Path directory;
  private final List<Thread> threads = new ArrayList<>();
  private Path sandbox;
  private Path progress;
  private DockerContainers containers;

  @BeforeAll
  static void startEngine() throws IOException, InterruptedException {
    engine = OwnEngine.start();
    engine.image("busybox", "");
    engine.image("entry", "ENTRYPOINT [\"/bin/echo\", \"entry\"]");
  }

  @AfterAll
  static void stopEngine() throws IOException, InterruptedException {
    if (engine != null) {
      engine.close();
    }
  }

  @BeforeEach
  void start() throws IOException {
    sandbox = Files.createDirectory(directory.resolve("sandbox"));
    progress = directory.resolve("progress");
    containers = DockerContainers.of(DockerSettings.of(engine.environment()), directory.toString());
  }

  @AfterEach
  void removeAll() throws IOException, InterruptedException {
    threads.forEach(Thread::interrupt);
    for (String id : containers.ids()) {
      containers.remove(id);
    }
  }

  private DockerContainer start(ContainerInfo.Builder container, CommandInfo.Builder command)
      throws DockerException, InterruptedException {
    return containers.launch(Launches.launch(container, command, sandbox));
  }

  private DockerContainer start(String command) throws DockerException, InterruptedException {
    return start(info(docker(DockerInfo.Network.NONE)), shell(command));
  }

  /** Copies the log meanwhile. */
  private Thread follow(DockerContainer container) {
    Thread thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    container.copyLogs(sandbox, progress);
                  } catch (DockerException e) {
                    throw new AssertionError(e);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    threads.add(thread);
    return thread;
  }

  private DockerContainer.Exit logged(DockerContainer container)
      throws DockerException, InterruptedException {
    container.copyLogs(sandbox, progress);
    return container.await();
  }

  @Test
  void runsAShellCommandWithItsEnvironmentInItsSandbox() throws IOException, InterruptedException {
    CommandInfo.Builder command =
        shell(
                "echo $FROM_AGENT $BOTH $OWN >&2; cat $MESOS_SANDBOX/in; touch $MESOS_SANDBOX/out; exit 3")
            .setEnvironment(
                Environment.newBuilder()
                    .addVariables(Environment.Variable.newBuilder().setName("BOTH").setValue("b"))
                    .addVariables(Environment.Variable.newBuilder().setName("OWN").setValue("o")));
    Files.writeString(sandbox.resolve("in"), "input\nlast");
    DockerContainer container = start(info(docker(DockerInfo.Network.HOST)), command);
    assertThat(logged(container)).isEqualTo(new DockerContainer.Exit(3 << 8, false));
    assertThat(sandbox.resolve("stdout")).hasContent("input\nlast");
    assertThat(sandbox.resolve("stderr")).hasContent("agent b o\n");
    assertThat(sandbox.resolve("out")).exists();
    assertThat(container.networks()).isEmpty();
  }

  @Test
  void argumentsGoToTheImagesEntryPoint() throws IOException, InterruptedException {
    CommandInfo.Builder command =
        CommandInfo.newBuilder().setShell(false).addArguments("one").addArguments("two words");
    DockerContainer container =
        start(info(docker(DockerInfo.Network.NONE).setImage("entry")), command);
    assertThat(logged(container).status()).isZero();
    assertThat(sandbox.resolve("stdout")).hasContent("entry one two words\n");
  }

  @Test
  void isAskedToEndAndThenKilled() throws IOException, InterruptedException {
    DockerContainer polite =
        start("trap 'echo bye; exit 0' TERM; echo up; while :; do sleep 0.1; done");
    Thread follower = follow(polite);
    await()
        .until(
            () ->
                Files.exists(sandbox.resolve("stdout"))
                    && Files.size(sandbox.resolve("stdout")) > 0);
    polite.stop(Duration.ofSeconds(20));
    assertThat(polite.await().status()).isZero();
    follower.join();
    assertThat(sandbox.resolve("stdout")).hasContent("up\nbye\n");

    DockerContainer deaf = start("trap '' TERM; while :; do sleep 1; done");
    assertThat(deaf.pid()).isPositive();
    deaf.stop(Duration.ofMillis(200));
    assertThat(deaf.await()).isEqualTo(new DockerContainer.Exit(137 << 8, false));
    deaf.stop(Duration.ZERO); // again does nothing
    deaf.kill();
    deaf.remove();
    deaf.remove();
  }

  @Test
  void theLogGoesOnWhereItStopped() throws IOException, InterruptedException {
    DockerContainer container =
        start("i=0; while [ $i -lt 400 ]; do i=$((i+1)); echo line $i; sleep 0.005; done");
    Path stdout = sandbox.resolve("stdout");
    int lines = 0;
    for (int round = 1; round <= 3; round++) {
      Thread follower = follow(container);
      int enough = lines + 30;
      await().until(() -> Files.exists(stdout) && Files.readAllLines(stdout).size() > enough);
      follower.interrupt();
      follower.join();
      lines = Files.readAllLines(stdout).size();
    }
    container.copyLogs(sandbox, progress);
    List<String> expected = new ArrayList<>();
    for (int i = 1; i <= 400; i++) {
      expected.add("line " + i);
    }
    assertThat(Files.readAllLines(stdout)).isEqualTo(expected);
  }

  @Test
  void mapsPortsOfItsBridge() throws IOException, InterruptedException {
    DockerInfo.PortMapping mapping =
        DockerInfo.PortMapping.newBuilder().setContainerPort(80).setHostPort(31002).build();
    Files.writeString(sandbox.resolve("page"), "hello");
    DockerContainer server =
        start(
            info(docker(DockerInfo.Network.BRIDGE).addPortMappings(mapping)),
            shell("exec httpd -f -p 80 -h $MESOS_SANDBOX"));
    NetworkInfo network = server.networks().getFirst();
    assertThat(network.getIpAddresses(0).getIpAddress()).startsWith("172.");
    // The engine's network is not the test's; a container of its host's is in it.
    DockerContainer client =
        start(
            info(docker(DockerInfo.Network.HOST)),
            shell("until wget -q -O - http://127.0.0.1:31002/page; do sleep 0.1; done"));
    assertThat(logged(client).status()).isZero();
    assertThat(sandbox.resolve("stdout")).hasContent("hello");
  }

  @Test
  void tooMuchMemoryIsTold() throws IOException, InterruptedException {
    DockerContainer container = start("head -c 200000000 /dev/zero | tail -c 190000000; sleep 0.1");
    assertThat(container.await().outOfMemory()).isTrue();
  }

  @Test
  void whatCantBeStartedLeavesNothing() throws IOException, InterruptedException {
    ContainerInfo.Builder missing = info(docker(DockerInfo.Network.NONE).setImage("no/such:1"));
    assertThatThrownBy(() -> start(missing, shell("true")))
        .isInstanceOf(DockerException.class)
        .hasMessageContaining("no/such");
    CommandInfo.Builder nothing = CommandInfo.newBuilder().setShell(false).setValue("/no/program");
    assertThatThrownBy(() -> start(info(docker(DockerInfo.Network.NONE)), nothing))
        .isInstanceOf(DockerException.class)
        .hasMessageContaining("/no/program");
    assertThat(containers.ids()).isEmpty();
  }

  @Test
  void mountsVolumes() throws IOException, InterruptedException {
    Path host = Files.createDirectory(directory.resolve("host"));
    Files.writeString(host.resolve("file"), "of the host");
    Files.createDirectory(sandbox.resolve("inside"));
    ContainerInfo.Builder container =
        info(docker(DockerInfo.Network.NONE))
            .addVolumes(
                Volume.newBuilder()
                    .setHostPath(host.toString())
                    .setContainerPath("/data")
                    .setMode(Volume.Mode.RO))
            .addVolumes(
                Volume.newBuilder()
                    .setHostPath("inside")
                    .setContainerPath("/inside")
                    .setMode(Volume.Mode.RW));
    DockerContainer run =
        start(container, shell("cat /data/file; touch /inside/made; touch /data/no || exit 5"));
    assertThat(logged(run).status()).isEqualTo(5 << 8);
    assertThat(sandbox.resolve("stdout")).hasContent("of the host");
    assertThat(sandbox.resolve("inside/made")).exists();
    assertThat(host.resolve("no")).doesNotExist();
  }

  @Test
  void aTerminalsOutputIsCopiedToo() throws IOException, InterruptedException {
    DockerInfo.Builder docker =
        docker(DockerInfo.Network.NONE)
            .addParameters(Parameter.newBuilder().setKey("tty").setValue("true"))
            .addParameters(Parameter.newBuilder().setKey("user").setValue("7"));
    DockerContainer container = start(info(docker), shell("echo to a terminal"));
    assertThat(logged(container).status()).isZero();
    assertThat(sandbox.resolve("stdout")).hasContent("to a terminal\r\n");
  }

  @Test
  void aNewAgentFindsItsContainers() throws IOException, InterruptedException {
    DockerLaunch launch =
        Launches.launch(info(docker(DockerInfo.Network.NONE)), shell("sleep 100"), sandbox);
    containers.launch(launch);
    DockerContainers others =
        DockerContainers.of(DockerSettings.of(engine.environment()), "another");
    DockerContainers again =
        DockerContainers.of(DockerSettings.of(engine.environment()), directory.toString());
    assertThat(others.ids()).isEmpty();
    assertThat(again.ids()).containsExactly(launch.id());
    DockerContainer found = again.find(launch.id(), Launches.AMOUNTS).orElseThrow();
    ResourceStatistics used = found.statistics();
    assertThat(used.getMemTotalBytes()).isPositive();
    assertThat(used.getThreads()).isPositive();
    assertThat(used.getCpusLimit()).isEqualTo(0.5);
    found.kill();
    assertThat(found.await().status()).isEqualTo(137 << 8);
    assertThat(again.find("no-such-id", Launches.AMOUNTS)).isEmpty();
    containers.launch(launch).remove(); // in place of the one that is left
  }

  @Test
  void aContainerThatNeverRanIsNotFound() throws IOException, InterruptedException {
    DockerLaunch launch =
        Launches.launch(info(docker(DockerInfo.Network.NONE)), shell("true"), sandbox);
    Engine api = new Engine(DockerSettings.of(engine.environment()).engine());
    String name = "mesos-" + launch.id();
    api.call(
        "POST",
        "/containers/create?name=" + name,
        ContainerSpec.of(launch, name, directory.toString()));
    assertThat(containers.ids()).containsExactly(launch.id());
    assertThat(containers.find(launch.id(), Launches.AMOUNTS)).isEmpty();
    assertThat(containers.ids()).isEmpty();
  }

  @Test
  void waitingCanBeInterrupted() throws IOException, InterruptedException {
    DockerContainer container = start("sleep 100");
    AtomicReference<Exception> how = new AtomicReference<>();
    Thread waiter =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try {
                    container.await();
                  } catch (DockerException | InterruptedException e) {
                    how.set(e);
                  }
                });
    await().until(() -> waiter.getState() != Thread.State.NEW);
    waiter.interrupt();
    assertThat(waiter.join(Duration.ofSeconds(10))).isTrue();
    assertThat(how.get()).isInstanceOf(InterruptedException.class);
  }

  @Test
  void noEngineIsSaid() throws DockerException {
    DockerContainers none =
        DockerContainers.of(
            DockerSettings.of(Map.of("DOCKER_HOST", "unix://" + directory.resolve("none"))), "x");
    assertThatThrownBy(none::version)
        .isInstanceOf(DockerException.class)
        .hasMessageStartingWith(
            "the Docker engine at " + directory.resolve("none") + " does not answer (No such file");
  }
}
