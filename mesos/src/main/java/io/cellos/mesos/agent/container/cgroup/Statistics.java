package io.cellos.mesos.agent.container.cgroup;

import java.time.Instant;
import org.apache.mesos.v1.Protos.ResourceStatistics;

/** What all statistics begin with. */
final class Statistics {
  private Statistics() {}

  static ResourceStatistics.Builder begin(Instant now, Amounts amounts) {
    return ResourceStatistics.newBuilder()
        .setTimestamp(now.toEpochMilli() / 1000.0)
        .setCpusLimit(amounts.cpuLimit().orElse(amounts.cpus()))
        .setMemLimitBytes((long) amounts.memLimit().orElse(amounts.memBytes()));
  }
}
