package io.cellos.backend.aws.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellos.base.error.CellException;
import io.cellos.base.process.ShellWords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands and shells on nodes behind a bastion, with real ssh servers. */
class NodesTest {
  @TempDir Path directory;
  private SshCell cell;

  private record Run(int status, String out, String err) {}

  @BeforeEach
  void start() throws IOException, InterruptedException {
    cell = SshCell.withBastion(directory, 2);
  }

  @AfterEach
  void end() throws InterruptedException {
    if (cell != null) {
      cell.close();
    }
  }

  @Test
  void aCommandRunsInTheNodesDirectoryWithItsEnvironment()
      throws IOException, InterruptedException {
    Run run = run(command(2, "pwd; echo $CELL_ROLE"), "");
    assertThat(run).isEqualTo(new Run(0, cell.nodeHome(2) + "\nnucleus\n", ""));
  }

  @Test
  void quotesSurvive() throws IOException, InterruptedException {
    List<String> words =
        List.of("printf", "%s|", "it's", "a  \"b\"", "$HOME `id` \\", "*", "", "ü;&");
    Run run = run(command(1, ShellWords.command(words)), "");
    assertThat(run.out()).isEqualTo("it's|a  \"b\"|$HOME `id` \\|*||ü;&|");
    assertThat(run(command(1, "for x in 1 '2 3'; do echo \"<$x>\"; done | tac"), "").out())
        .isEqualTo("<2 3>\n<1>\n");
  }

  @Test
  void inputAndExitStatusPass() throws IOException, InterruptedException {
    assertThat(run(command(1, "wc -c; echo no >&2; exit 7"), "x".repeat(100_000)))
        .isEqualTo(new Run(7, "100000\n", "no\n"));
  }

  @Test
  void manyRunAtTheSameTime() throws IOException, InterruptedException {
    Nodes nodes = cell.nodes();
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      processes.add(nodes.command(SshCell.NAME, SshCell.id(1 + i % 2), "echo " + i).start());
    }
    for (int i = 0; i < processes.size(); i++) {
      assertThat(processes.get(i).inputReader().readAllAsString()).isEqualTo(i + "\n");
      assertThat(processes.get(i).waitFor()).isZero();
    }
  }

  @Test
  void endingTheProgramEndsSsh() throws IOException, InterruptedException {
    Process process = command(1, "echo begun; exec sleep 600").start();
    assertThat(process.inputReader().readLine()).isEqualTo("begun");
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    process.waitFor();
    for (ProcessHandle child : children) {
      child.onExit().join();
    }
    assertThat(children).isNotEmpty();
  }

  @Test
  void aShellHasATerminal() throws IOException, InterruptedException {
    Assumptions.assumeTrue(Files.exists(Path.of("/usr/bin/script")), "script is not installed");
    String shell = ShellWords.program(cell.nodes().shell(SshCell.NAME, SshCell.id(1)).command());
    ProcessBuilder script =
        new ProcessBuilder("script", "-qec", shell, directory.resolve("typescript").toString());
    Run run = run(script, "tty; echo $CELL_ROLE in $PWD\nexit 5\n");
    assertThat(run.out()).contains("/dev/pts/", "nucleus in " + cell.nodeHome(1));
    assertThat(run.status()).isEqualTo(5);
  }

  @Test
  void theConfigurationIsPrivateAndForPeopleToo() throws IOException, InterruptedException {
    cell.nodes().command(SshCell.NAME, SshCell.id(1), "true");
    assertThat(Files.getPosixFilePermissions(cell.config()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    ProcessBuilder ssh =
        new ProcessBuilder("ssh", "-F", cell.config().toString(), "nucleus-2", "echo $NODE_HOME");
    assertThat(run(ssh, "").out()).isEqualTo(cell.nodeHome(2) + "\n");
  }

  @Test
  void theConfigurationFollowsTheNodes() throws IOException, InterruptedException {
    cell.nodes().command(SshCell.NAME, SshCell.id(1), "true");
    cell.addNode(3);
    assertThat(run(command(3, "pwd"), "").out()).isEqualTo(cell.nodeHome(3) + "\n");
  }

  @Test
  void aWrongKeyIsExplained() throws IOException, InterruptedException {
    cell.key = Sshd.keyPair(directory.resolve("other.pem"));
    Run run = run(command(1, "true"), "");
    assertThat(run.status()).isEqualTo(255);
    assertThat(run.err()).contains("Permission denied", "ssh ended with 255", "cell list demo");
  }

  @Test
  void aKeyThatOthersMayReadIsRefused() throws IOException {
    Files.setPosixFilePermissions(cell.key, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> command(1, "true"))
        .isInstanceOfSatisfying(
            CellException.class, e -> assertThat(e.nextStep()).isEqualTo("chmod 600 " + cell.key));
  }

  @Test
  void aMissingKeyIsNamed() {
    cell.key = directory.resolve("gone.pem");
    assertThatThrownBy(() -> command(1, "true"))
        .hasMessageContaining("is not on this machine")
        .hasMessageContaining("gone.pem");
  }

  @Test
  void aNodeThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> command(9, "true")).hasMessageContaining("has no node i-");
  }

  @Test
  void moreOptionsGoToSsh() throws IOException, InterruptedException {
    cell.set("ssh-options", "-o 'SetEnv=LC_TEST=\"a b\"' -v");
    Run run = run(command(1, "true"), "");
    assertThat(run.err()).contains("OpenSSH_", "LC_TEST");
  }

  private ProcessBuilder command(int node, String command) {
    return cell.nodes().command(SshCell.NAME, SshCell.id(node), command);
  }

  private Run run(ProcessBuilder program, String input) throws IOException, InterruptedException {
    Path err = Files.createTempFile(directory, "err", "");
    Process process = program.redirectError(err.toFile()).start();
    try (var in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    String out = process.inputReader().readAllAsString();
    int status = process.waitFor();
    String said = Files.readString(err);
    return new Run(status, out, said);
  }
}
