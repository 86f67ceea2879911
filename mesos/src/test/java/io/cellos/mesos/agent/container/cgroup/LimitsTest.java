package io.cellos.mesos.agent.container.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.ResourceStatistics;
import org.apache.mesos.v1.Protos.TaskStatus.Reason;
import org.apache.mesos.v1.Protos.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LimitsTest {
  private static final double MEGABYTE = 1 << 20;

  @TempDir Path directory;
  private final String root = "cellos-test-" + ProcessHandle.current().pid();
  private Limits limits;

  @BeforeEach
  void detect() {
    limits = Limits.detect(root, directory);
  }

  /** The groups of the test, which are empty by now. */
  @AfterEach
  void remove() throws IOException {
    for (String controller : List.of("", "cpu", "cpuacct", "memory")) {
      Path group = Path.of("/sys/fs/cgroup", controller, root);
      Files.deleteIfExists(group.resolve(LeftGroups.name(directory)));
      Files.deleteIfExists(group);
    }
  }

  private static Amounts amounts(double cpus, double megabytes) {
    return new Amounts(
        cpus,
        OptionalDouble.of(cpus),
        megabytes * MEGABYTE,
        OptionalDouble.of(megabytes * MEGABYTE));
  }

  private Process start(Group group, String command) throws IOException {
    String joins =
        group.joins().stream()
            .map(join -> "echo $$ > " + join + "; ")
            .collect(Collectors.joining());
    return new ProcessBuilder("setsid", "/bin/sh", "-c", joins + command)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("out").toFile())
        .start();
  }

  @Test
  void theKernelKeepsTheLimits() throws IOException, InterruptedException {
    assumeThat(limits.enforced()).as(limits.describe()).isTrue();
    Group group = limits.create("one", amounts(0.2, 40));
    try {
      Process process =
          start(group, "while :; do :; done & sleep 1; kill $!; cat " + group.joins().getFirst());
      process.waitFor();
      ResourceStatistics used = group.statistics(0);
      assertThat(used.getCpusUserTimeSecs() + used.getCpusSystemTimeSecs()).isBetween(0.01, 0.5);
      assertThat(used.getCpusNrThrottled()).isPositive();
      assertThat(used.getCpusLimit()).isEqualTo(0.2);
      assertThat(used.getMemLimitBytes()).isEqualTo((long) (40 * MEGABYTE));
      assertThat(group.overLimit()).isEmpty();
      group.limit(amounts(1, 50));
      assertThat(group.statistics(0).getCpusLimit()).isEqualTo(1);
    } finally {
      group.destroy();
    }
    assertThat(limits.find("one", amounts(1, 50))).isEmpty();
    group.destroy(); // again does nothing
  }

  @Test
  void tooMuchMemoryIsToldAsSuch() throws IOException, InterruptedException {
    assumeThat(limits.enforced()).as(limits.describe()).isTrue();
    Group group = limits.create("greedy", amounts(1, 32));
    try {
      Process process =
          start(group, "head -c 200000000 /dev/zero | tail -c 190000000 | wc -c; exit 3");
      process.waitFor();
      await().until(() -> group.overLimit().isPresent());
      OverLimit over =
          limits.find("greedy", amounts(1, 32)).orElseThrow().overLimit().orElseThrow();
      assertThat(over.reason()).isEqualTo(Reason.REASON_CONTAINER_LIMITATION_MEMORY);
      assertThat(over.message())
          .isEqualTo("Memory limit exceeded: Requested: 32MB Maximum Used: 32MB");
      assertThat(over.used().getScalar().getValue()).isBetween(30.0, 33.0);
    } finally {
      group.destroy();
    }
  }

  @Test
  void destroyingKillsWhatIsLeft() throws IOException, InterruptedException {
    assumeThat(limits.enforced()).as(limits.describe()).isTrue();
    Group group = limits.create("left", amounts(1, 64));
    Process process = start(group, "sleep 60 & sleep 60");
    try {
      await().until(() -> group.statistics(0).getProcesses() == 3);
      assertThat(group.statistics(0).getMemTotalBytes()).isPositive();
    } finally {
      group.destroy();
      process.destroyForcibly();
    }
    assertThat(process.waitFor()).isEqualTo(137);
    assertThat(limits.find("left", amounts(1, 64))).isEmpty();
  }

  @Test
  void whatKilledAgentsLeftIsRemoved() throws IOException, InterruptedException {
    assumeThat(limits.enforced()).as(limits.describe()).isTrue();
    Amounts some = amounts(1, 64);
    Limits there = Limits.detect(root, Files.createDirectory(directory.resolve("there")));
    Limits gone = Limits.detect(root, directory.resolve("gone"));
    Group busy = limits.create("busy", some);
    Process process = start(busy, "sleep 60");
    try {
      await().until(() -> busy.statistics(0).getProcesses() > 0);
      for (Limits each : List.of(limits, there, gone)) {
        each.create("kept", some);
        each.create("left", some);
      }
      limits.removeLeft(Set.of("kept"));
      assertThat(limits.find("busy", some)).isPresent();
      assertThat(limits.find("kept", some)).isPresent();
      assertThat(limits.find("left", some)).isEmpty();
      assertThat(there.find("left", some)).as("of an agent that may come back").isPresent();
      assertThat(gone.find("kept", some)).as("of an agent without work directory").isEmpty();
    } finally {
      busy.destroy();
      process.destroyForcibly();
      limits.removeLeft(Set.of());
      there.removeLeft(Set.of());
      Files.delete(directory.resolve("there"));
      limits.removeLeft(Set.of());
    }
  }

  @Test
  void withoutControlGroupsProcessesAreCounted() throws IOException, InterruptedException {
    Limits none = Limits.detect(directory, "mesos");
    assertThat(none.enforced()).isFalse();
    assertThat(none.describe()).isEqualTo("none: there are no control groups at " + directory);
    Group group = none.create("x", amounts(1, 64));
    Process process = start(group, "sleep 60 & sleep 60 & wait");
    try {
      await()
          .untilAsserted(
              () -> assertThat(group.statistics(process.pid()).getProcesses()).isEqualTo(3));
      ResourceStatistics used = group.statistics(process.pid());
      assertThat(used.getMemRssBytes()).isPositive();
      assertThat(used.getCpusLimit()).isEqualTo(1);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  @Test
  void unwritableControlGroupsAreSaidToBe() throws IOException {
    Files.writeString(directory.resolve("cgroup.controllers"), "cpu memory");
    assertThat(Limits.detect(directory, "mesos").describe())
        .startsWith("none: control groups can't be made: ");
  }

  private static Resource scalar(String name, double value) {
    return Resource.newBuilder()
        .setName(name)
        .setType(Value.Type.SCALAR)
        .setScalar(Value.Scalar.newBuilder().setValue(value))
        .build();
  }

  private static Value.Scalar limit(double value) {
    return Value.Scalar.newBuilder().setValue(value).build();
  }

  @Test
  void amountsOfRequestsAndLimits() {
    List<Resource> requests = List.of(scalar("cpus", 1), scalar("cpus", 0.5), scalar("mem", 64));
    assertThat(Amounts.of(requests, Map.of(), false))
        .isEqualTo(
            new Amounts(
                1.5, OptionalDouble.empty(), 64 * MEGABYTE, OptionalDouble.of(64 * MEGABYTE)));
    assertThat(Amounts.of(requests, Map.of(), true).cpuLimit()).hasValue(1.5);
    Map<String, Value.Scalar> given =
        Map.of("cpus", limit(2), "mem", limit(Double.POSITIVE_INFINITY));
    assertThat(Amounts.of(requests, given, true).cpuLimit()).hasValue(2);
    assertThat(Amounts.of(requests, given, true).memLimit()).isEmpty();
  }
}
