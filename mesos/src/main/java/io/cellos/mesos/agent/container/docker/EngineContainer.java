package io.cellos.mesos.agent.container.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.mesos.agent.check.CommandRunner;
import io.cellos.mesos.agent.container.cgroup.Amounts;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.mesos.v1.Protos.NetworkInfo;
import org.apache.mesos.v1.Protos.ResourceStatistics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A container that has the engine's name. */
record EngineContainer(Engine engine, String name, Amounts amounts) implements DockerContainer {
  private static final Logger LOG = LoggerFactory.getLogger(EngineContainer.class);
  static final Duration ENGINE_AWAY = Duration.ofSeconds(1);

  /** The engine has no such container, or it is not, or no longer, as it was to be made. */
  private static final Set<Integer> DONE_ALREADY = Set.of(304, 404, 409);

  private String path(String what) {
    return "/containers/" + name + what;
  }

  private JsonNode inspect() throws DockerException, InterruptedException {
    return engine.call("GET", path("/json"));
  }

  /** The engine's word for it; empty if there is no such container. */
  String state() throws DockerException, InterruptedException {
    try {
      return inspect().at("/State/Status").asText();
    } catch (DockerException e) {
      if (e.status() == 404) {
        return "";
      }
      throw e;
    }
  }

  @Override
  public List<NetworkInfo> networks() throws DockerException, InterruptedException {
    List<NetworkInfo> found = new ArrayList<>();
    for (JsonNode network : inspect().at("/NetworkSettings/Networks")) {
      String address = network.path("IPAddress").asText();
      if (!address.isEmpty()) {
        found.add(
            NetworkInfo.newBuilder()
                .addIpAddresses(
                    NetworkInfo.IPAddress.newBuilder()
                        .setProtocol(NetworkInfo.Protocol.IPv4)
                        .setIpAddress(address))
                .build());
      }
    }
    return found;
  }

  @Override
  public long pid() throws DockerException, InterruptedException {
    return inspect().at("/State/Pid").asLong();
  }

  boolean isRunning() throws DockerException, InterruptedException {
    return inspect().at("/State/Running").asBoolean();
  }

  @Override
  public void copyLogs(Path sandbox, Path progress) throws DockerException, InterruptedException {
    boolean terminal = inspect().at("/Config/Tty").asBoolean();
    new LogCopy(engine, this, terminal, sandbox, progress).run();
  }

  @Override
  public Exit await() throws DockerException, InterruptedException {
    while (true) {
      try {
        engine.await("POST", path("/wait?condition=not-running"));
        JsonNode state = inspect().path("State");
        if (!state.path("Running").asBoolean()) {
          return new Exit(state.path("ExitCode").asInt() << 8, state.path("OOMKilled").asBoolean());
        }
      } catch (DockerException e) {
        if (e.status() != 0) {
          throw e;
        }
        LOG.info("{} is waited for: {}", name, e.getMessage());
        TimeUnit.NANOSECONDS.sleep(ENGINE_AWAY.toNanos());
      }
    }
  }

  @Override
  public void stop(Duration grace) throws DockerException, InterruptedException {
    long seconds = grace.plusMillis(999).toSeconds();
    unlessDone(() -> engine.await("POST", path("/stop?t=" + seconds)));
  }

  @Override
  public void kill() throws DockerException, InterruptedException {
    unlessDone(() -> engine.call("POST", path("/kill")));
  }

  @Override
  public void remove() throws DockerException, InterruptedException {
    remove(engine, name);
  }

  static void remove(Engine engine, String name) throws DockerException, InterruptedException {
    unlessDone(() -> engine.await("DELETE", "/containers/" + name + "?force=true&v=true"));
  }

  /** Something that the engine is to do. */
  private interface Deed {
    JsonNode perform() throws DockerException, InterruptedException;
  }

  private static void unlessDone(Deed deed) throws DockerException, InterruptedException {
    try {
      deed.perform();
    } catch (DockerException e) {
      if (!DONE_ALREADY.contains(e.status())) {
        throw e;
      }
    }
  }

  @Override
  public CommandRunner commands(Path sandbox) {
    return new ExecCommands(engine, name, sandbox);
  }

  @Override
  public ResourceStatistics statistics() throws DockerException, InterruptedException {
    JsonNode stats = engine.call("GET", path("/stats?stream=false&one-shot=true"));
    JsonNode cpu = stats.path("cpu_stats");
    JsonNode memory = stats.at("/memory_stats/stats");
    long anonymous = memory.path("total_rss").asLong(memory.path("anon").asLong());
    return ResourceStatistics.newBuilder()
        .setTimestamp(Instant.now().toEpochMilli() / 1000.0)
        .setCpusLimit(amounts.cpuLimit().orElse(amounts.cpus()))
        .setMemLimitBytes((long) amounts.memLimit().orElse(amounts.memBytes()))
        .setThreads(stats.at("/pids_stats/current").asInt())
        .setCpusUserTimeSecs(cpu.at("/cpu_usage/usage_in_usermode").asDouble() / 1e9)
        .setCpusSystemTimeSecs(cpu.at("/cpu_usage/usage_in_kernelmode").asDouble() / 1e9)
        .setCpusNrPeriods(cpu.at("/throttling_data/periods").asInt())
        .setCpusNrThrottled(cpu.at("/throttling_data/throttled_periods").asInt())
        .setCpusThrottledTimeSecs(cpu.at("/throttling_data/throttled_time").asDouble() / 1e9)
        .setMemTotalBytes(stats.at("/memory_stats/usage").asLong())
        .setMemRssBytes(anonymous)
        .build();
  }
}
