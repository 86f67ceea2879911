package io.cellos.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.base.process.JavaCommand;
import io.cellos.model.CellName;
import io.cellos.model.NodeId;
import io.cellos.model.Role;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaunchTest {
  private static final EngineNode NODE =
      new EngineNode(
          CellName.parse("demo"),
          Role.STATELESS_BODY,
          NodeId.parse("n-00000001"),
          "127.20.0.12",
          Path.of("/node"),
          true);
  private static final Situation SITUATION =
      Situation.of("127.20.0.11:2181,127.20.0.13:2181", 3, "cpus:2;mem:1024");
  private static final ApacheBuild BUILD =
      new ApacheBuild(
          Map.of(
              Part.MASTER,
              Path.of("/opt/mesos/sbin/mesos-master"),
              Part.AGENT,
              Path.of("/opt/mesos/sbin/mesos-agent")),
          Optional.of(Path.of("/opt/mesos/libexec/mesos")),
          Optional.of(Path.of("/opt/mesos/lib")));

  private static List<String> embedded(Part part) {
    JavaCommand java = new JavaCommand(Path.of("/jdk/bin/java"), "program.jar", null);
    List<String> words = new EmbeddedEngine(java, 16_000).launch(part, NODE, SITUATION).command();
    return words.subList(words.indexOf("program.jar") + 1, words.size());
  }

  @Test
  void theEmbeddedMaster() {
    assertThat(embedded(Part.MASTER))
        .containsExactly(
            "io.cellos.mesos.master.MasterMain",
            "--ip=127.20.0.12",
            "--port=5050",
            "--hostname=127.20.0.12",
            "--zk=file:///node/etc/mesos.zk",
            "--cluster=demo",
            "--work_dir=/node/mesos/master");
  }

  @Test
  void theEmbeddedAgent() {
    assertThat(embedded(Part.AGENT))
        .containsExactly(
            "io.cellos.mesos.agent.AgentMain",
            "--ip=127.20.0.12",
            "--port=5051",
            "--hostname=127.20.0.12",
            "--master=file:///node/etc/mesos.zk",
            "--attributes=role:stateless-body;node:n-00000001",
            "--resources=cpus:2;mem:1024",
            "--work_dir=/node/mesos/agent");
  }

  @Test
  void theMasterOfApacheMesos() {
    Launch launch = new ApacheEngine(BUILD, false).launch(Part.MASTER, NODE, SITUATION);
    assertThat(launch.command())
        .containsExactly(
            "/opt/mesos/sbin/mesos-master",
            "--ip=127.20.0.12",
            "--port=5050",
            "--hostname=127.20.0.12",
            "--work_dir=/node/mesos/master",
            "--zk=zk://127.20.0.11:2181,127.20.0.13:2181/mesos",
            "--quorum=2",
            "--cluster=demo");
    assertThat(launch.environment())
        .containsExactly(Map.entry("LD_LIBRARY_PATH", "/opt/mesos/lib"));
  }

  @Test
  void theAgentOfApacheMesos() {
    assertThat(new ApacheEngine(BUILD, false).launch(Part.AGENT, NODE, SITUATION).command())
        .containsExactly(
            "/opt/mesos/sbin/mesos-agent",
            "--ip=127.20.0.12",
            "--port=5051",
            "--hostname=127.20.0.12",
            "--work_dir=/node/mesos/agent",
            "--master=zk://127.20.0.11:2181,127.20.0.13:2181/mesos",
            "--runtime_dir=/node/mesos/run",
            "--launcher_dir=/opt/mesos/libexec/mesos",
            "--attributes=role:stateless-body;node:n-00000001",
            "--resources=cpus:2;mem:1024",
            "--no-systemd_enable_support");
  }

  @Test
  void anAgentWithoutPrivilegeSwitchesNoUser() {
    EngineNode plain =
        new EngineNode(
            CellName.parse("demo"),
            Role.MEMBRANE,
            NodeId.parse("n-00000002"),
            "127.20.0.12",
            Path.of("/n"),
            false);
    assertThat(new ApacheEngine(BUILD, false).launch(Part.AGENT, plain, SITUATION).command())
        .contains("--no-switch_user", "--attributes=role:membrane;node:n-00000002");
  }

  @Test
  void agentsOfOneMachineLeaveEachOthersTasksAlone() {
    ApacheEngine engine = new ApacheEngine(BUILD, true);
    assertThat(engine.launch(Part.AGENT, NODE, SITUATION).environment())
        .containsEntry("MESOS_LAUNCHER", "posix")
        .containsEntry("MESOS_DOCKER_KILL_ORPHANS", "false")
        .containsKey("LD_LIBRARY_PATH");
    assertThat(engine.launch(Part.MASTER, NODE, SITUATION).environment())
        .containsOnlyKeys("LD_LIBRARY_PATH");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 2", "5, 3", "7, 4"})
  void theQuorumIsAMajority(int masters, int quorum) {
    assertThat(Situation.of("h:1", masters, "").quorum()).isEqualTo(quorum);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // what the machine has, how many share it, what is wanted -> what is offered
        "STATELESS_BODY | 8 | 16384 | 102400 | 1 | '' | cpus:8;mem:15360;disk:97280;ports:[8081-32000]",
        "STATEFUL_BODY | 2 | 16384 | 102400 | 3 | '' | cpus:2;mem:5120;disk:32426;ports:[8081-32000]",
        "MEMBRANE | 2 | 1024 | 4096 | 1 | '' | cpus:2;mem:512;disk:2048;ports:[80-80,443-443,8081-32000]",
        "MEMBRANE | 1 | 512 | 100 | 900 | '' | cpus:1;mem:64;disk:64;ports:[80-80,443-443,8081-32000]",
        "STATELESS_BODY | 8 | 16384 | 102400 | 1 | cpus:2; mem:512 | cpus:2;mem:512;disk:97280;ports:[8081-32000]",
        "STATELESS_BODY | 8 | 4096 | 102400 | 1 | gpus:1;cpus(a):1;cpus(b):2 | cpus(a):1;cpus(b):2;mem:3072;disk:97280;ports:[8081-32000];gpus:1",
      })
  void offersWhatTheMachineHas(
      Role role, int cpus, long memory, long disk, int nodes, String wanted, String offered) {
    assertThat(OfferedResources.of(role, new Machine(cpus, memory, disk), nodes, wanted))
        .isEqualTo(offered);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // servers started with | now | masters then, now | master stale | agent stale
        "a:1 | a:1 | 1 | 1 | false | false",
        "a:1 | a:1,b:1,c:1 | 1 | 1 | false | false",
        "a:1,b:1,c:1 | a:1,b:1,d:1 | 3 | 3 | false | false",
        "a:1,b:1,c:1 | a:1,d:1,e:1 | 3 | 3 | true | true",
        "a:1,b:1,c:1 | d:1 | 3 | 3 | true | true",
        "a:1,b:1 | a:1 | 1 | 1 | false | false",
        "a:1 | a:1 | 1 | 3 | true | false",
        "a:1 | a:1 | 2 | 3 | false | false",
      })
  void growsStaleWithTheServers(
      String started, String now, int before, int after, boolean master, boolean agent) {
    Situation then = Situation.of(started, before, "");
    assertThat(Staleness.isStale(Part.MASTER, then, Situation.of(now, after, "")))
        .isEqualTo(master);
    assertThat(Staleness.isStale(Part.AGENT, then, Situation.of(now, after, ""))).isEqualTo(agent);
  }

  @Test
  void nodesTakeTurnsWhileThereIsTime() {
    Situation then = Situation.of("a:1,b:1,c:1", 3, "");
    Situation partly = Situation.of("a:1,d:1,e:1", 3, "");
    assertThat(Staleness.grace(3, then, partly)).hasSeconds(15);
    assertThat(Staleness.grace(8, then, partly)).isZero();
    assertThat(Staleness.grace(3, then, Situation.of("d:1", 3, ""))).isZero();
    assertThat(Staleness.grace(3, then, Situation.of("a:1,b:1,c:1", 1, ""))).isZero();
  }
}
