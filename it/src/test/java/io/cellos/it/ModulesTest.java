package io.cellos.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.model.CellStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's own provisioning steps. */
class ModulesTest {
  @TempDir Path home;
  @TempDir Path project;
  private LiveCell cell;

  @BeforeEach
  void choose() {
    cell = new LiveCell(Launcher.of(home), "modules");
  }

  @AfterEach
  void delete() {
    cell.close();
  }

  private void script(String path, String body) throws IOException {
    Path file = project.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private String cellFile() throws IOException {
    Path file = project.resolve("cell.yaml");
    Files.writeString(
        file,
        """
        version: 1
        membrane: 0
        modules:
          - name: hello
            path: hello
            roles: [stateless-body]
        """);
    return file.toString();
  }

  @Test
  void runBeforeAndAfterTheBarrierAndAreRetried() throws Exception {
    script(
        "hello/provision",
        "if [ -e tried ]; then echo second > \"$NODE_HOME/pre\"; else touch tried; exit 1; fi");
    script("hello/provision_post", "zk-list-nodes > \"$NODE_HOME/post\"");
    String out = cell.run("create", "-f", cellFile()).expectDone().out();
    assertThat(out).contains("hello.provision", "hello.provision_post");
    assertThat(cell.run("cmd", "body", "1", "cat pre").out()).isEqualTo("second\n");
    assertThat(cell.run("cmd", "body", "1", "cat post").out()).matches("127\\..*:2181\n");
  }

  @Test
  void aFailingOneFailsItsNodeAndShowsItsLog() throws Exception {
    script("hello/provision", "echo the disk is on fire; exit 3");
    Launcher.Result failed = cell.run("create", "-f", cellFile());
    assertThat(failed.exit()).isEqualTo(1);
    assertThat(failed.err()).contains("hello.provision").contains("the disk is on fire");
    assertThat(cell.describe().status()).isNotEqualTo(CellStatus.RUNNING);
    assertThat(cell.run("list").out()).contains("failed");
  }

  @Test
  void aModuleThatIsNotThereIsSaidBeforeAnythingStarts() throws Exception {
    Launcher.Result refused = cell.run("create", "-f", cellFile());
    assertThat(refused.exit()).isIn(1, 2);
    assertThat(refused.err()).contains("hello");
    assertThat(cell.processes()).isEmpty();
    assertThat(cell.run("list").exit()).isEqualTo(3);
  }
}
