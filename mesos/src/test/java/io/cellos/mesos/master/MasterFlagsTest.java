package io.cellos.mesos.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellos.base.error.ExitCode;
import io.cellos.coordination.zookeeper.ZkSource;
import io.cellos.mesos.master.core.MasterSettings;
import io.cellos.model.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.mesos.v1.Protos.MasterInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterFlagsTest {
  private static MasterFlags parse(String... arguments) {
    return MasterFlags.parse(arguments, Map.of());
  }

  @Test
  void flagsAreThoseOfMesos() {
    MasterFlags flags =
        parse(
            "--ip=127.0.0.9",
            "--port=5051",
            "--hostname=m1",
            "--advertise_ip=10.0.0.1",
            "--zk=zk://a:1,b/mesos",
            "--quorum=2",
            "--work_dir=/tmp/x",
            "--roles=a, b",
            "--weights=a=2,b=0.5",
            "--allocation_interval=500ms",
            "--offer_timeout=30secs",
            "--registry_max_agent_age=3days",
            "--max_unreachable_tasks_per_framework=7");
    assertThat(flags.ip().getHostAddress()).isEqualTo("127.0.0.9");
    assertThat(flags.roles()).containsExactlyInAnyOrder("a", "b");
    assertThat(flags.weights()).containsEntry("a", 2.0).containsEntry("b", 0.5);
    assertThat(flags.settings().allocationInterval()).isEqualTo(Duration.ofMillis(500));
    assertThat(flags.settings().offerTimeout()).contains(Duration.ofSeconds(30));
    assertThat(flags.settings().maxAgentPingTimeouts()).isEqualTo(5);
    assertThat(flags.settings().retention())
        .isEqualTo(
            new MasterSettings.Retention(
                50, 1000, 7, Duration.ofMinutes(15), Duration.ofDays(3), 102_400));
    MasterInfo info = Identity.of(flags, "id");
    assertThat(info.getPid()).isEqualTo("master@10.0.0.1:5051");
    assertThat(info.getIp()).isEqualTo(0x0100000a);
    assertThat(info.getHostname()).isEqualTo("m1");
    assertThat(Identity.read(Identity.write(info))).contains(info);
  }

  @Test
  void fileMayNameZooKeeper() {
    assertThat(parse("--ip=127.0.0.9", "--hostname=x", "--zk=file:///etc/zk").zookeeper())
        .contains(new ZkSource.InFile(Path.of("/etc/zk")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--zk=localhost",
        "--ip=nowhere",
        "--port=0",
        "--port=70000",
        "--weights=a",
        "--weights=a=b",
        "--allocation_interval=1",
        "--registry_gc_interval=0secs",
        "--acls=x",
        "--authenticate_agents=true",
        "--no_such=1"
      })
  void whatCantBeIsRefused(String flag) {
    assertThatThrownBy(() -> parse("--ip=127.0.0.9", "--hostname=x", flag))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void programTellsMistakesAndVersion() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream to = new PrintStream(out, true, StandardCharsets.UTF_8);
    PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
    assertThat(MasterMain.run(new String[] {"--version"}, Map.of(), to, errors))
        .isEqualTo(ExitCode.DONE);
    assertThat(out).hasToString("mesos 1.11.0\n");
    assertThat(MasterMain.run(new String[] {"--clutser=x"}, Map.of(), to, errors))
        .isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(err).hasToString("mesos-master: --clutser is no flag; did you mean \"cluster\"?\n");
  }

  @Test
  void onlyAnEarlierRunAtTheSameAddressIsEarlier() {
    MasterFlags flags = parse("--ip=127.0.0.9", "--hostname=x");
    MasterInfo self = Identity.of(flags, "now");
    assertThat(Identity.isEarlier(self, Identity.write(Identity.of(flags, "before")))).isTrue();
    assertThat(Identity.isEarlier(self, Identity.write(self))).isFalse();
    MasterFlags other = parse("--ip=127.0.0.9", "--hostname=x", "--port=5051");
    assertThat(Identity.isEarlier(self, Identity.write(Identity.of(other, "b")))).isFalse();
    assertThat(Identity.isEarlier(self, "rubbish".getBytes(StandardCharsets.UTF_8))).isFalse();
  }
}
