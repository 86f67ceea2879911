package io.cellos.mesos.agent.container.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.mesos.v1.Protos.ResourceStatistics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A container's control group v2. */
final class V2Group implements Group {
  private static final Logger LOG = LoggerFactory.getLogger(V2Group.class);

  private final Path group;
  private Amounts amounts;

  private V2Group(Path group, Amounts amounts) {
    this.group = group;
    this.amounts = amounts;
  }

  static CgroupLimits.Kind prepare(Path mount, String root) throws IOException {
    Path directory = mount;
    delegate(directory);
    for (Path part : Path.of(root)) {
      directory = directory.resolve(part);
      Files.createDirectories(directory);
      delegate(directory);
    }
    return new Kind(directory);
  }

  /** Lets the group's children be limited. */
  private static void delegate(Path group) throws IOException {
    Path control = group.resolve("cgroup.subtree_control");
    List<String> delegated = List.of(Files.readString(control).strip().split(" ", 0));
    if (!delegated.containsAll(List.of("cpu", "memory"))) {
      CgroupFiles.write(control, "+cpu +memory");
    }
  }

  private record Kind(Path directory) implements CgroupLimits.Kind {
    @Override
    public List<Path> directories() {
      return List.of(directory);
    }

    @Override
    public void make(String name) throws IOException {
      Files.createDirectories(directory.resolve(name));
    }

    @Override
    public Group group(String name, Amounts amounts) {
      return new V2Group(directory.resolve(name), amounts);
    }
  }

  private Path file(String name) {
    return group.resolve(name);
  }

  @Override
  public List<Path> joins() {
    return List.of(file("cgroup.procs"));
  }

  @Override
  public synchronized void limit(Amounts wanted) throws IOException {
    // What the kernel's documentation and runtimes make of shares.
    long weight = 1 + (wanted.cpuShares() - 2) * 9999 / 262142;
    CgroupFiles.write(file("cpu.weight"), "" + Math.min(10_000, weight));
    CgroupFiles.write(
        file("cpu.max"), orMax(wanted.cpuQuotaMicros()) + " " + Amounts.PERIOD_MICROS);
    CgroupFiles.write(file("memory.low"), "" + wanted.memShareBytes());
    CgroupFiles.write(file("memory.max"), orMax(wanted.memLimitBytes()));
    CgroupFiles.write(file("memory.oom.group"), "1");
    amounts = wanted;
  }

  private static String orMax(OptionalLong value) {
    return value.isPresent() ? "" + value.getAsLong() : "max";
  }

  @Override
  public synchronized Optional<OverLimit> overLimit() {
    try {
      if (CgroupFiles.number(file("memory.events"), "oom_kill") == 0) {
        return Optional.empty();
      }
      double limit = amounts.memLimit().orElse(amounts.memBytes());
      Path peak = file("memory.peak"); // of newer kernels
      return CgroupFiles.outOfMemory(
          limit, Files.exists(peak) ? CgroupFiles.number(peak) : (long) limit);
    } catch (IOException e) {
      LOG.debug("the group is gone", e);
      return Optional.empty();
    }
  }

  @Override
  public synchronized ResourceStatistics statistics(long session) throws IOException {
    Path cpu = file("cpu.stat");
    Path memory = file("memory.stat");
    return Statistics.begin(Instant.now(), amounts)
        .setProcesses(CgroupFiles.lines(file("cgroup.procs")))
        .setThreads(CgroupFiles.lines(file("cgroup.threads")))
        .setCpusUserTimeSecs(CgroupFiles.number(cpu, "user_usec") / 1e6)
        .setCpusSystemTimeSecs(CgroupFiles.number(cpu, "system_usec") / 1e6)
        .setCpusNrPeriods((int) CgroupFiles.number(cpu, "nr_periods"))
        .setCpusNrThrottled((int) CgroupFiles.number(cpu, "nr_throttled"))
        .setCpusThrottledTimeSecs(CgroupFiles.number(cpu, "throttled_usec") / 1e6)
        .setMemTotalBytes(CgroupFiles.number(file("memory.current")))
        .setMemRssBytes(CgroupFiles.number(memory, "anon"))
        .setMemAnonBytes(CgroupFiles.number(memory, "anon"))
        .setMemCacheBytes(CgroupFiles.number(memory, "file"))
        .setMemFileBytes(CgroupFiles.number(memory, "file"))
        .setMemMappedFileBytes(CgroupFiles.number(memory, "file_mapped"))
        .build();
  }

  @Override
  public void destroy() throws IOException, InterruptedException {
    CgroupFiles.destroy(group);
  }
}
