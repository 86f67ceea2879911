package io.cellos.mesos.agent.container.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.apache.mesos.v1.Protos.ResourceStatistics;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With ordinary files in place of the kernel's, for machines that have version 1. */
class V2GroupTest {
  private static final double MEGABYTE = 1 << 20;
  private static final Amounts AMOUNTS =
      new Amounts(2, OptionalDouble.of(2.5), 64 * MEGABYTE, OptionalDouble.of(128 * MEGABYTE));

  @TempDir Path mount;
  private Path directory;
  private CgroupLimits.Kind kind;

  @BeforeEach
  void kernel() throws IOException {
    write(mount.resolve("cgroup.subtree_control"), "cpuset cpu io memory pids\n");
    Path mesos = Files.createDirectory(mount.resolve("mesos"));
    write(mesos.resolve("cgroup.subtree_control"), "");
    kind = V2Group.prepare(mount, "mesos");
    kind.make("c1");
    directory = mesos.resolve("c1");
    for (String file :
        new String[] {
          "cpu.weight", "cpu.max", "memory.low", "memory.max", "memory.oom.group", "cgroup.procs"
        }) {
      write(directory.resolve(file), "");
    }
  }

  private static void write(Path file, String content) throws IOException {
    Files.writeString(file, content);
  }

  private String read(String file) throws IOException {
    return Files.readString(directory.resolve(file));
  }

  @Test
  void delegatesOnlyWhatIsNotDelegated() {
    assertThat(mount.resolve("cgroup.subtree_control")).hasContent("cpuset cpu io memory pids\n");
    assertThat(mount.resolve("mesos/cgroup.subtree_control")).hasContent("+cpu +memory");
  }

  @Test
  void writesLimits() throws IOException {
    Group group = kind.group("c1", AMOUNTS);
    group.limit(AMOUNTS);
    assertThat(read("cpu.weight")).isEqualTo("79"); // what runc makes of 2048 shares
    assertThat(read("cpu.max")).isEqualTo("250000 100000");
    assertThat(read("memory.low")).isEqualTo("67108864");
    assertThat(read("memory.max")).isEqualTo("134217728");
    assertThat(read("memory.oom.group")).isEqualTo("1");
  }

  @Test
  void noLimitIsMax() throws IOException {
    Amounts unlimited = new Amounts(0.001, OptionalDouble.empty(), 1, OptionalDouble.empty());
    kind.group("c1", unlimited).limit(unlimited);
    assertThat(read("cpu.weight")).isEqualTo("1");
    assertThat(read("cpu.max")).isEqualTo("max 100000");
    assertThat(read("memory.low")).isEqualTo("33554432");
    assertThat(read("memory.max")).isEqualTo("max");
  }

  @Test
  void readsWhatIsUsed() throws IOException {
    write(
        directory.resolve("cpu.stat"),
        """
        usage_usec 1500000
        user_usec 1000000
        system_usec 500000
        nr_periods 10
        nr_throttled 4
        throttled_usec 250000
        """);
    write(directory.resolve("memory.stat"), "anon 4096\nfile 8192\nfile_mapped 100\n");
    write(directory.resolve("memory.current"), "20000\n");
    write(directory.resolve("cgroup.procs"), "10\n11\n");
    write(directory.resolve("cgroup.threads"), "10\n11\n12\n");
    ResourceStatistics used = kind.group("c1", AMOUNTS).statistics(0);
    assertThat(used.getCpusUserTimeSecs()).isEqualTo(1);
    assertThat(used.getCpusSystemTimeSecs()).isEqualTo(0.5);
    assertThat(used.getCpusNrPeriods()).isEqualTo(10);
    assertThat(used.getCpusNrThrottled()).isEqualTo(4);
    assertThat(used.getCpusThrottledTimeSecs()).isEqualTo(0.25);
    assertThat(used.getMemRssBytes()).isEqualTo(4096);
    assertThat(used.getMemCacheBytes()).isEqualTo(8192);
    assertThat(used.getMemTotalBytes()).isEqualTo(20000);
    assertThat(used.getProcesses()).isEqualTo(2);
    assertThat(used.getThreads()).isEqualTo(3);
  }

  @Test
  void tellsOfKills() throws IOException {
    Group group = kind.group("c1", AMOUNTS);
    write(directory.resolve("memory.events"), "max 7\noom 0\noom_kill 0\n");
    assertThat(group.overLimit()).isEmpty();
    write(directory.resolve("memory.events"), "max 7\noom 1\noom_kill 1\n");
    assertThat(group.overLimit().orElseThrow().message())
        .isEqualTo("Memory limit exceeded: Requested: 128MB Maximum Used: 128MB");
    write(directory.resolve("memory.peak"), "104857600\n");
    assertThat(group.overLimit().orElseThrow().used().getScalar().getValue()).isEqualTo(100);
  }
}
