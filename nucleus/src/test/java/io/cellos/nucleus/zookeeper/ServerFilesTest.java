package io.cellos.nucleus.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.model.NodeId;
import io.cellos.nucleus.membership.Ensemble;
import io.cellos.nucleus.membership.Member;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which dynamic configuration a server starts with. */
final class ServerFilesTest {
  @TempDir Path root;
  private Path conf;

  @BeforeEach
  void directory() throws IOException {
    conf = Files.createDirectory(root.resolve("conf"));
  }

  @Test
  void firstMembersStartWithAConfigurationWithoutVersion() throws IOException {
    assertThat(chosen(record(0, 3, 0), 1)).isEqualTo("zoo.cfg.dynamic");
    assertThat(servers("zoo.cfg.dynamic")).containsExactly("1", "2", "3");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(conf.resolve("zoo.cfg"))))
        .isEqualTo("rw-------");
  }

  @Test
  void zookeepersOwnIsKeptWhileTheRecordIsNotNewer() throws IOException {
    own("zoo.cfg.dynamic.100000000", 1, 2, 3);
    own("zoo.cfg.dynamic.200000000", 1, 2, 4);
    assertThat(chosen(record(0x200000000L, 3, 0), 1)).isEqualTo("zoo.cfg.dynamic.200000000");
    assertThat(chosen(record(0x100000000L, 3, 0), 1)).isEqualTo("zoo.cfg.dynamic.200000000");
  }

  @Test
  void newerRecordReplacesZookeepersOwn() throws IOException {
    own("zoo.cfg.dynamic.100000000", 1, 7, 8);
    assertThat(chosen(record(0x500000001L, 3, 0), 1)).isEqualTo("zoo.cfg.dynamic.500000001");
    assertThat(servers("zoo.cfg.dynamic.500000001")).containsExactly("1", "2", "3");
    assertThat(conf.resolve("zoo.cfg.dynamic.100000000")).doesNotExist();
  }

  @Test
  void proposedConfigurationCountsAsMuchAsACommittedOne() throws IOException {
    own("zoo.cfg.dynamic.100000000", 1, 2, 3);
    own("zoo.cfg.dynamic.next", 1, 2, 9);
    Files.writeString(
        conf.resolve("zoo.cfg.dynamic.next"),
        Files.readString(conf.resolve("zoo.cfg.dynamic.next")) + "version=200000005\n");
    assertThat(chosen(record(0x200000005L, 3, 0), 1)).isEqualTo("zoo.cfg.dynamic.100000000");
    assertThat(conf.resolve("zoo.cfg.dynamic.next")).exists();
  }

  @Test
  void memberWithoutAVoteStandsInItsOwnFirstGuess() throws IOException {
    own("zoo.cfg.dynamic.300000000", 1, 2, 3);
    assertThat(chosen(record(0x300000000L, 3, 2), 4)).isEqualTo("zoo.cfg.dynamic");
    assertThat(servers("zoo.cfg.dynamic")).containsExactly("1", "2", "3", "4");
  }

  private String chosen(Ensemble record, int self) throws IOException {
    Member member =
        record.members().stream().filter(m -> m.serverId() == self).findFirst().orElseThrow();
    Path file = new ServerFiles(conf).write(record, member, root.resolve("data"));
    String key = "dynamicConfigFile=";
    String line =
        Files.readAllLines(file).stream().filter(l -> l.startsWith(key)).findFirst().orElseThrow();
    return Path.of(line.substring(key.length())).getFileName().toString();
  }

  private List<String> servers(String file) throws IOException {
    return Files.readAllLines(conf.resolve(file)).stream()
        .map(line -> line.substring("server.".length(), line.indexOf('=')))
        .toList();
  }

  private void own(String file, int... ids) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int id : ids) {
      lines.add(member(id, Member.Kind.PARTICIPANT).toServerLine());
    }
    Files.write(conf.resolve(file), lines);
  }

  /** Servers 1 to {@code voting} vote, the {@code syncing} ones after them do not. */
  private static Ensemble record(long version, int voting, int syncing) {
    List<Member> members = new ArrayList<>();
    for (int id = 1; id <= voting + syncing; id++) {
      members.add(member(id, id <= voting ? Member.Kind.PARTICIPANT : Member.Kind.OBSERVER));
    }
    return new Ensemble(1, 1, version, voting + syncing + 1, null, members);
  }

  private static Member member(int id, Member.Kind kind) {
    return new Member(id, NodeId.parse("n-%08d".formatted(id)), "10.0.0." + id, kind);
  }
}
