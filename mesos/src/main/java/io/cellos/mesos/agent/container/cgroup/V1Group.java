package io.cellos.mesos.agent.container.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.mesos.v1.Protos.ResourceStatistics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A container's control groups v1: one in each hierarchy. */
final class V1Group implements Group {
  private static final Logger LOG = LoggerFactory.getLogger(V1Group.class);
  private static final List<String> CONTROLLERS = List.of("memory", "cpu", "cpuacct");
  private static final double TICKS = 100; // a second, for every Linux' user space

  private final Map<String, Path> groups;
  private Amounts amounts;

  private V1Group(Map<String, Path> groups, Amounts amounts) {
    this.groups = groups;
    this.amounts = amounts;
  }

  static CgroupLimits.Kind prepare(Path mount, String root) throws IOException {
    Map<String, Path> roots = new LinkedHashMap<>();
    for (String controller : CONTROLLERS) {
      // cpu and cpuacct are often links to the same hierarchy
      Path hierarchy = mount.resolve(controller).toRealPath();
      roots.put(controller, Files.createDirectories(hierarchy.resolve(root)));
      Path probe = roots.get(controller).resolve("probe-" + ProcessHandle.current().pid());
      Files.createDirectories(probe);
      Files.delete(probe);
    }
    return new Kind(roots);
  }

  private record Kind(Map<String, Path> roots) implements CgroupLimits.Kind {
    @Override
    public List<Path> directories() {
      return roots.values().stream().distinct().toList();
    }

    @Override
    public void make(String name) throws IOException {
      for (Path root : roots.values()) {
        Files.createDirectories(root.resolve(name));
      }
    }

    @Override
    public Group group(String name, Amounts amounts) {
      Map<String, Path> groups = new LinkedHashMap<>();
      roots.forEach((controller, root) -> groups.put(controller, root.resolve(name)));
      return new V1Group(groups, amounts);
    }
  }

  private Path file(String controller, String name) {
    return groups.get(controller).resolve(name);
  }

  private Collection<Path> distinct() {
    return groups.values().stream().distinct().toList();
  }

  @Override
  public List<Path> joins() {
    List<Path> joins = new ArrayList<>();
    distinct().forEach(group -> joins.add(group.resolve("cgroup.procs")));
    return joins;
  }

  @Override
  public synchronized void limit(Amounts wanted) throws IOException {
    CgroupFiles.write(file("cpu", "cpu.shares"), "" + wanted.cpuShares());
    CgroupFiles.write(file("cpu", "cpu.cfs_period_us"), "" + Amounts.PERIOD_MICROS);
    CgroupFiles.write(file("cpu", "cpu.cfs_quota_us"), "" + wanted.cpuQuotaMicros().orElse(-1));
    CgroupFiles.write(file("memory", "memory.soft_limit_in_bytes"), "" + wanted.memShareBytes());
    CgroupFiles.write(
        file("memory", "memory.limit_in_bytes"), "" + wanted.memLimitBytes().orElse(-1));
    amounts = wanted;
  }

  @Override
  public synchronized Optional<OverLimit> overLimit() {
    try {
      if (CgroupFiles.number(file("memory", "memory.oom_control"), "oom_kill") == 0) {
        return Optional.empty();
      }
      return CgroupFiles.outOfMemory(
          amounts.memLimit().orElse(amounts.memBytes()),
          CgroupFiles.number(file("memory", "memory.max_usage_in_bytes")));
    } catch (IOException e) {
      LOG.debug("the group is gone", e);
      return Optional.empty();
    }
  }

  @Override
  public synchronized ResourceStatistics statistics(long session) throws IOException {
    Path accounts = file("cpuacct", "cpuacct.stat");
    Path cpu = file("cpu", "cpu.stat");
    Path memory = file("memory", "memory.stat");
    return Statistics.begin(Instant.now(), amounts)
        .setProcesses(CgroupFiles.lines(file("memory", "cgroup.procs")))
        .setThreads(CgroupFiles.lines(file("memory", "tasks")))
        .setCpusUserTimeSecs(CgroupFiles.number(accounts, "user") / TICKS)
        .setCpusSystemTimeSecs(CgroupFiles.number(accounts, "system") / TICKS)
        .setCpusNrPeriods((int) CgroupFiles.number(cpu, "nr_periods"))
        .setCpusNrThrottled((int) CgroupFiles.number(cpu, "nr_throttled"))
        .setCpusThrottledTimeSecs(CgroupFiles.number(cpu, "throttled_time") / 1e9)
        .setMemTotalBytes(CgroupFiles.number(file("memory", "memory.usage_in_bytes")))
        .setMemRssBytes(CgroupFiles.number(memory, "total_rss"))
        .setMemAnonBytes(CgroupFiles.number(memory, "total_rss"))
        .setMemCacheBytes(CgroupFiles.number(memory, "total_cache"))
        .setMemFileBytes(CgroupFiles.number(memory, "total_cache"))
        .setMemMappedFileBytes(CgroupFiles.number(memory, "total_mapped_file"))
        .build();
  }

  @Override
  public void destroy() throws IOException, InterruptedException {
    for (Path group : distinct()) {
      CgroupFiles.destroy(group);
    }
  }
}
