package io.cellos.node.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cellos.base.error.CellException;
import io.cellos.base.lifecycle.Logs;
import io.cellos.model.CellName;
import io.cellos.model.NodeId;
import io.cellos.model.Role;
import io.cellos.node.program.EnvironmentFile;
import io.cellos.node.program.LogTurn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stand-in for Apache Mesos under supervision. */
class PartModuleTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path directory;
  private EngineNode node;
  private PartModule module;
  private volatile Situation situation = Situation.of("a:2181,b:2181,c:2181", 3, "cpus:1");

  @BeforeEach
  void make() throws IOException {
    Logs.off();
    ThreadLocalRandom random = ThreadLocalRandom.current();
    String ip =
        "127.%d.%d.%d"
            .formatted(random.nextInt(100, 250), random.nextInt(1, 250), random.nextInt(1, 250));
    Path home = directory.resolve("node");
    Files.createDirectories(home.resolve("logs"));
    Files.createDirectories(home.resolve("etc"));
    node =
        new EngineNode(
            CellName.parse("demo"),
            Role.STATELESS_BODY,
            NodeId.parse("n-00000001"),
            ip,
            home,
            true);
    StandIn.in(directory.resolve("mesos"));
    module = module();
  }

  @AfterEach
  void end() {
    module.close();
  }

  private PartModule module() {
    return new PartModule(
        Part.MASTER,
        node,
        new PartModule.Surroundings() {
          @Override
          public Situation now() {
            return situation;
          }

          @Override
          public Duration pause() {
            return Duration.ofMillis(100);
          }

          @Override
          public Map<String, String> environment() {
            return Map.of("NODE_HOME", node.home().toString(), "PATH", "/usr/bin:/bin");
          }
        },
        () -> new ApacheEngine(ApacheBuild.in(directory.resolve("mesos")), false));
  }

  private List<String> starts() {
    try {
      return Files.readAllLines(node.home().resolve("mesos-master.calls"));
    } catch (IOException e) {
      return List.of();
    }
  }

  private ProcessHandle process() {
    return ProcessHandle.of(Long.parseLong(starts().getLast().split(" ")[1])).orElseThrow();
  }

  private void begin() throws IOException {
    module.start();
    module.start(); // does nothing
    await().atMost(SOON).until(module::isWell);
  }

  @Test
  void isStartedAndLogged() throws IOException {
    Files.writeString(
        node.home().resolve("etc/mesos-master.env"), "# a secret\nMESOS_CREDENTIALS=/secret\n");
    assertThat(module.isWell()).isFalse();
    begin();
    assertThat(starts()).hasSize(1);
    assertThat(starts().getFirst()).contains("--quorum=2 ").doesNotContain("secret");
    assertThat(node.home().resolve("mesos-master.env")).hasContent("MESOS_CREDENTIALS=/secret");
    assertThat(node.home().resolve("logs/mesos-master.log"))
        .content()
        .contains("mesos-master says hello");
    ProcessHandle process = process();
    module.close();
    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void isStartedAgainWhenItEnds() throws IOException {
    begin();
    process().destroyForcibly();
    await().atMost(SOON).until(() -> !module.isWell());
    assertThat(module.waitingFor().orElseThrow()).contains("port 5050");
    await().atMost(SOON).until(() -> starts().size() == 2 && module.isWell());
  }

  @Test
  void whatAnEarlierRunLeftIsEnded() throws IOException {
    begin();
    ProcessHandle orphan = process();
    PartModule killed = module; // its program lives on, as after kill -9 of the node program
    module = module();
    begin();
    await().atMost(SOON).until(() -> !orphan.isAlive());
    killed.close();
  }

  @Test
  void isStartedAgainWithOtherServersWhenFewRemain() throws IOException {
    begin();
    situation = Situation.of("a:2181,b:2181,d:2181", 3, "cpus:1");
    await().during(Duration.ofMillis(500)).until(() -> starts().size() == 1);
    situation = Situation.of("e:2181", 3, "cpus:1"); // none of them
    await().atMost(SOON).until(() -> starts().size() == 2 && module.isWell());
    assertThat(starts().getLast()).contains("--zk=zk://e:2181/mesos");
  }

  @Test
  void aDirectoryWithoutMesosIsNamed() {
    module =
        new PartModule(
            Part.AGENT,
            node,
            null,
            () -> new ApacheEngine(ApacheBuild.in(directory.resolve("nothing")), false));
    assertThatThrownBy(module::start)
        .isInstanceOf(CellException.class)
        .hasMessageContaining("no executable mesos-")
        .hasMessageContaining("nothing");
  }

  @Test
  void aLineThatIsNoVariableIsNotRepeated() throws IOException {
    Path file = directory.resolve("file");
    Files.writeString(file, "MESOS_A=b=c\n\nsecret\n");
    assertThatThrownBy(() -> EnvironmentFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("line 3")
        .message()
        .doesNotContain("secret");
  }

  @Test
  void aLongLogIsTurnedOver() {
    Path log = directory.resolve("x.log");
    try {
      Files.write(log, new byte[10_000_001]);
      LogTurn.turn(log);
      assertThat(log).isEmptyFile();
      assertThat(directory.resolve("x.log.1")).hasSize(10_000_001);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
