package io.cellos.backend.aws.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.model.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The user data, run with programs that write down how they were called. */
class UserDataTest {
  @TempDir Path directory;

  @BeforeEach
  void standIns() throws IOException {
    for (String name : List.of("aws", "curl", "cfn-signal", "sleep", "systemctl")) {
      program(name, "");
    }
    // the last word is where the file goes to
    program("aws", "echo \"echo \\$CELL_ROLE \\$CELL_PROGRAM >> calls\" > \"${@: -1}\"");
  }

  @Test
  void theBootScriptIsFetchedAndRunWithWhatTheNodeIsToBe()
      throws IOException, InterruptedException {
    assertThat(run("nucleus", Map.of()))
        .containsExactly(
            "aws s3 cp --region eu-west-1 --only-show-errors s3://files/demo/program/1/boot etc/boot",
            "nucleus demo/program/1/node.tar");
  }

  @Test
  void aFailedBootScriptIsSignalled() throws IOException, InterruptedException {
    program("aws", "echo 'exit 7' > \"${@: -1}\"");
    assertThat(run("nucleus", Map.of()).getLast())
        .isEqualTo(
            "cfn-signal --success false --reason the boot script ended with 7, see /var/log/cloud-init-output.log"
                + " --stack demo-Nucleus-1 --resource Group --region eu-west-1");
  }

  @Test
  void aBootScriptThatIsNotThereIsAskedForAgainAndThenSignalled()
      throws IOException, InterruptedException {
    program("aws", "exit 1");
    List<String> calls = run("nucleus", Map.of());
    assertThat(calls).filteredOn(call -> call.startsWith("aws ")).hasSize(7);
    assertThat(calls.getLast()).contains("--success false", "can not be read from the bucket");
  }

  @Test
  void keysComeFromTheBucketIntoAFileOfRoot() throws IOException, InterruptedException {
    assertThat(run("membrane", Map.of("NodeKeys", "true")).getFirst())
        .isEqualTo(
            "curl -fsS -o etc/credentials https://files.s3.eu-west-1.amazonaws.com/demo/keys/node");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve("etc/credentials"))))
        .isEqualTo("rw-------");
  }

  @Test
  void aBastionRunsNothingAndLetsManyLogInAtOnce() throws IOException, InterruptedException {
    assertThat(run("bastion", Map.of()))
        .containsExactly(
            "systemctl reload sshd",
            "cfn-signal --success true --stack demo-Nucleus-1 --resource Group --region eu-west-1");
    assertThat(directory.resolve("etc/10-cell-os.conf")).hasContent("MaxStartups 200");
  }

  private void program(String name, String body) throws IOException {
    Path file = directory.resolve("bin").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/bash\necho %s \"$@\" >> calls\n%s\n".formatted(name, body));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** How programs were called, in order, but for sleep. */
  private List<String> run(String role, Map<String, String> more)
      throws IOException, InterruptedException {
    Map<String, String> values =
        new TreeMap<>(
            TemplateLimits.groupValues(
                Role.NUCLEUS,
                Map.of(
                    "CellName", "demo",
                    "Version", "2.0.0",
                    "Bucket", "files",
                    "ProgramKey", "demo/program/1/node.tar",
                    "BootKey", "demo/program/1/boot",
                    "SeedKey", "",
                    "NodeKeys", "false")));
    values.put("Role", role);
    values.put("AWS::StackName", "demo-Nucleus-1");
    values.put("AWS::Region", "eu-west-1");
    values.put("AWS::URLSuffix", "amazonaws.com");
    values.putAll(more);
    String script = UserData.of(Templates.ofThisRelease().groupTree(), values);
    Files.createDirectories(directory.resolve("etc"));
    Files.writeString(
        directory.resolve("user-data"),
        script.replace("/etc/cell-os", "etc").replace("/etc/ssh/sshd_config.d", "etc"));
    ProcessBuilder bash =
        new ProcessBuilder("bash", "user-data").directory(directory.toFile()).inheritIO();
    bash.environment().put("PATH", directory.resolve("bin") + ":/usr/bin:/bin");
    bash.start().waitFor();
    return Files.readAllLines(directory.resolve("calls")).stream()
        .filter(call -> !call.startsWith("sleep"))
        .toList();
  }
}
