package io.cellos.mesos.agent.container.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftGroupsTest {
  @TempDir Path mount;
  @TempDir Path work;

  @Test
  void groupsOfAgentsThatAreGoneAreRemoved() throws IOException {
    Path gone = work.resolve("gone");
    for (String hierarchy : new String[] {"memory/mesos", "mesos"}) {
      Files.createDirectories(group(hierarchy, gone).resolve("container"));
      Files.createDirectories(group(hierarchy, work).resolve("container"));
      Files.createDirectories(mount.resolve(hierarchy).resolve("somebody-elses"));
    }
    Path busy = group("cpu/mesos", work.resolve("busy")).resolve("container");
    Files.createDirectories(busy.resolve("child")); // the kernel keeps what is in use, like this

    LeftGroups.removeOfNobody(mount, "mesos");

    for (String hierarchy : new String[] {"memory/mesos", "mesos"}) {
      assertThat(group(hierarchy, gone)).doesNotExist();
      assertThat(group(hierarchy, work).resolve("container")).exists();
      assertThat(mount.resolve(hierarchy).resolve("somebody-elses")).exists();
    }
    assertThat(busy).exists();
  }

  @Test
  void nothingIsDoneWhereThereAreNoGroups() {
    LeftGroups.removeOfNobody(mount.resolve("none"), "mesos");
    assertThat(mount).isEmptyDirectory();
  }

  private Path group(String hierarchy, Path agent) {
    return mount.resolve(hierarchy).resolve(LeftGroups.name(agent));
  }
}
