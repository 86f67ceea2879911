package io.cellos.backend.aws.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellos.backend.Settings;
import io.cellos.base.error.CellException;
import io.cellos.model.CellDescription;
import io.cellos.model.CellStatus;
import io.cellos.model.Health;
import io.cellos.model.InvalidInputException;
import io.cellos.model.NodeId;
import io.cellos.model.NodeState;
import io.cellos.model.Role;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SshConfigTest {
  private static final Path DIRECTORY = Path.of("/home/me/a b/100%/demo");
  private static final SshSettings USUAL = SshSettings.of(Settings.NONE);
  private static final Transport SESSIONS =
      new Transport.SessionManager(List.of("/a java", "-x=100%", "it's", ""));

  @Test
  void throughABastion() {
    Reach reach = reach("10.0.16.5", Optional.of("198.51.100.7"));
    assertThat(SshConfig.text(DIRECTORY, reach, USUAL, new Transport.Bastion("198.51.100.7")))
        .isEqualTo(
            """
            # The nodes of cell demo; cell writes this anew when they change.
            # By hand: ssh -F THIS-FILE nucleus-1
            Host *
              User ec2-user
              Port 22
              IdentityFile "/home/me/a b/100%%/demo.pem"
              IdentitiesOnly yes
              UserKnownHostsFile "/home/me/a b/100%%/demo/known_hosts"
              StrictHostKeyChecking accept-new
              ServerAliveInterval 15
              ServerAliveCountMax 3
              LogLevel ERROR

            Host bastion
              HostName 198.51.100.7
              ConnectTimeout 5

            Host i-0123456789abcdef0 nucleus-1
              HostKeyAlias i-0123456789abcdef0
              ConnectTimeout 15
              HostName 10.0.16.5
              ProxyCommand ssh -F '/home/me/a b/100%%/demo/ssh_config' -W '[%h]:%p' bastion
            """);
  }

  @Test
  void throughSessionManager() {
    Reach reach = reach("10.0.16.5", Optional.empty());
    assertThat(SshConfig.text(DIRECTORY, reach, USUAL, SESSIONS))
        .contains("  HostName i-0123456789abcdef0\n")
        .contains("  ProxyCommand '/a java' -x=100%% 'it'\\''s' '' i-0123456789abcdef0\n")
        .doesNotContain("bastion");
  }

  @Test
  void theWayIsChosen() {
    Reach without = reach("10.0.16.5", Optional.empty());
    Reach with = reach("10.0.16.5", Optional.of("198.51.100.7"));
    Transport bastion = new Transport.Bastion("198.51.100.7");
    List<String> tunnel = ((Transport.SessionManager) SESSIONS).tunnel();
    assertThat(Transport.choose(without, true, false, tunnel)).isEqualTo(SESSIONS);
    assertThat(Transport.choose(without, true, true, tunnel)).isEqualTo(SESSIONS);
    assertThat(Transport.choose(with, true, false, tunnel)).isEqualTo(SESSIONS);
    assertThat(Transport.choose(with, true, true, tunnel)).isEqualTo(bastion);
    assertThat(Transport.choose(with, false, false, tunnel)).isEqualTo(bastion);
    assertThatThrownBy(() -> Transport.choose(without, false, false, tunnel))
        .isInstanceOfSatisfying(
            CellException.class,
            e ->
                assertThat(e.nextStep())
                    .contains("Session Manager's plugin", "cell update demo --bastion"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.1\nProxyCommand reboot", "-oProxyCommand=x", "a b", "", "$(x)", "a;b"})
  void hostileAddressesAreRefused(String address) {
    assertThatThrownBy(() -> reach(address, Optional.empty()))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> reach("10.0.16.5", Optional.of(address)))
        .isInstanceOf(InvalidInputException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a\"b", "/a\nProxyCommand x", "/a${HOME}", "/a\\b"})
  void hostilePathsAreRefused(String path) {
    Reach reach = reach("10.0.16.5", Optional.empty());
    assertThatThrownBy(() -> SshConfig.text(Path.of(path), reach, USUAL, SESSIONS))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void everyWrongSettingIsNamed() {
    Map<String, String> wrong =
        Map.of(
            "ssh-user", "-l root",
            "ssh-timeout", "soon",
            "ssh-port", "65536",
            "ssh-options", "-o 'x");
    assertThatThrownBy(() -> SshSettings.of(new Settings(wrong)))
        .isInstanceOfSatisfying(
            InvalidInputException.class, e -> assertThat(e.problems()).hasSize(4));
    assertThatThrownBy(() -> SshSettings.of(new Settings(Map.of("ssh-options", "example.com -v"))))
        .hasMessageContaining("begin with \"-\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.2.497.0", "1.2.30.0", "1.2.497", "", "new", "1"})
  void oldPlugins(String version) {
    assertThat(SessionPlugin.isTooOld(version)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.2.498.0", "1.2.536.0", "1.2.497.1", "1.3", "2.0.0.0"})
  void newPlugins(String version) {
    assertThat(SessionPlugin.isTooOld(version)).isFalse();
  }

  private static Reach reach(String address, Optional<String> bastion) {
    CellDescription.Node node =
        new CellDescription.Node(
            NodeId.parse("i-0123456789abcdef0"),
            1,
            address,
            null,
            NodeState.RUNNING,
            Health.HEALTHY);
    return new Reach(
        new CellDescription(
            "demo",
            "aws",
            "us-east-1",
            "2.0.0",
            CellStatus.RUNNING,
            Instant.EPOCH,
            List.of(new CellDescription.Group(Role.NUCLEUS, 1, List.of(node))),
            List.of(),
            Map.of(),
            null),
        bastion,
        Optional.of(Path.of("/home/me/a b/100%/demo.pem")));
  }
}
