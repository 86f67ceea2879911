package io.cellos.backend.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellos.backend.local.cell.NodeFile;
import io.cellos.backend.local.testing.Cells;
import io.cellos.model.NodeId;
import io.cellos.model.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands and shells on a node, as people and the original document use them. */
class NodeShellTest {
  @TempDir static Path home;
  private static Cells cells;
  private static NodeFile node;

  @BeforeAll
  static void create() throws Exception {
    cells = new Cells(home);
    NodeId id = Cells.nodes(cells.create(1, 0, 0), Role.NUCLEUS).getFirst().id();
    node = NodeFile.read(cells.demo().node(id));
    // the node program puts the real one there
    Path command = cells.demo().node(id).resolve("bin/zk-list-nodes");
    Files.writeString(command, "#!/bin/sh\necho \"nodes of $NODE_NAME: $*\"\n");
    command.toFile().setExecutable(true);
  }

  @AfterAll
  static void end() {
    cells.close();
  }

  private static String run(String command) throws IOException {
    ProcessBuilder builder = cells.backend().command(Cells.DEMO, node.id(), command);
    return builder.redirectErrorStream(true).start().inputReader().readAllAsString().strip();
  }

  @Test
  void theEnvironmentIsTheNodes() throws Exception {
    assertThat(run("pwd")).isEqualTo(cells.demo().node(node.id()).toRealPath().toString());
    assertThat(run("env"))
        .contains("NODE_IP=" + node.ip(), "CELL_ROLE=nucleus", "NODE_NAME=nucleus-1")
        .doesNotContain("JAVA_HOME=");
    assertThat(run("exit 3 || true; echo $0")).isEmpty();
  }

  @Test
  void localhostIsTheNodeForCurl() throws Exception {
    for (String host : new String[] {"localhost", "127.0.0.1", node.ip()}) {
      assertThat(run("curl -s " + host + ":8181/exhibitor/v1/cluster/status"))
          .contains("\"node\":\"nucleus-1\"");
    }
  }

  @Test
  void commandsAreFoundByNameAndByTheirOldPath() throws Exception {
    assertThat(run("zk-list-nodes -a")).isEqualTo("nodes of nucleus-1: -a");
    assertThat(run("/usr/local/bin/zk-list-nodes 'b c'")).isEqualTo("nodes of nucleus-1: b c");
  }

  @Test
  void aShellHasAPromptThatNamesTheNode() throws Exception {
    Process shell = cells.backend().shell(Cells.DEMO, node.id()).redirectErrorStream(true).start();
    shell
        .outputWriter()
        .append("echo \"<${PS1@P}>\"; /usr/local/bin/zk-list-nodes; exit\n")
        .flush();
    assertThat(shell.inputReader().readAllAsString())
        .contains("<nucleus-1.demo:~", "nodes of nucleus-1:");
  }

  @Test
  void anUnknownNodeIsAnErrorWithANextStep() {
    assertThatThrownBy(
            () -> cells.backend().command(Cells.DEMO, NodeId.parse("n-0000dead"), "true"))
        .hasMessage("cell demo has no node n-0000dead");
  }
}
