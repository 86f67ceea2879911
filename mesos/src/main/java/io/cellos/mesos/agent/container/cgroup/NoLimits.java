package io.cellos.mesos.agent.container.cgroup;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.mesos.v1.Protos.ResourceStatistics;

/** Nothing is limited; what containers use is counted by their processes. */
final class NoLimits implements Limits {
  private final String reason;
  private final SessionUsage usage = new SessionUsage();

  NoLimits(String reason) {
    this.reason = reason;
  }

  @Override
  public String describe() {
    return "none: " + reason;
  }

  @Override
  public boolean enforced() {
    return false;
  }

  @Override
  public Group create(String name, Amounts amounts) {
    return new Unlimited(amounts);
  }

  @Override
  public Optional<Group> find(String name, Amounts amounts) {
    return Optional.of(new Unlimited(amounts));
  }

  @Override
  public void removeLeft(Set<String> kept) {}

  private final class Unlimited implements Group {
    private volatile Amounts amounts;

    private Unlimited(Amounts amounts) {
      this.amounts = amounts;
    }

    @Override
    public List<Path> joins() {
      return List.of();
    }

    @Override
    public void limit(Amounts wanted) {
      amounts = wanted;
    }

    @Override
    public Optional<OverLimit> overLimit() {
      return Optional.empty();
    }

    @Override
    public ResourceStatistics statistics(long session) throws IOException {
      SessionUsage.Usage used = usage.of(session);
      return Statistics.begin(Instant.now(), amounts)
          .setProcesses(used.processes())
          .setThreads(used.threads())
          .setCpusUserTimeSecs(used.userSeconds())
          .setCpusSystemTimeSecs(used.systemSeconds())
          .setMemRssBytes(used.residentBytes())
          .setMemTotalBytes(used.residentBytes())
          .build();
    }

    @Override
    public void destroy() {}
  }
}
