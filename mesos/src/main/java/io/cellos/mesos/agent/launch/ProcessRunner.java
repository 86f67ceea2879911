package io.cellos.mesos.agent.launch;

import io.cellos.base.lifecycle.Loop;
import io.cellos.mesos.agent.check.ProcessCommands;
import io.cellos.mesos.agent.check.Target;
import io.cellos.mesos.agent.container.ProcessSpec;
import io.cellos.mesos.agent.container.Processes;
import io.cellos.mesos.agent.container.Signals;
import io.cellos.mesos.agent.container.cgroup.Group;
import io.cellos.mesos.agent.container.cgroup.Limits;
import io.cellos.mesos.agent.container.cgroup.OverLimit;
import io.cellos.mesos.agent.core.AgentEvent;
import io.cellos.mesos.agent.core.Limitation;
import io.cellos.mesos.agent.core.WaitStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.apache.mesos.v1.Protos.ResourceStatistics;
import org.apache.mesos.v1.Protos.TaskStatus.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Containers that are processes of this machine, limited where that is possible. */
final class ProcessRunner implements Runner, Processes.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessRunner.class);
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** More at once would only wait for each other. */
  private static final int STARTS_AT_ONCE = 4;

  private final InetAddress ip;
  private final Limits limits;
  private final boolean quota;
  private final Consumer<AgentEvent> events;
  private final Processes processes;
  private final Semaphore starts = new Semaphore(STARTS_AT_ONCE);
  private final Map<String, Group> groups = new ConcurrentHashMap<>();
  private final Map<String, OverLimit> over = new ConcurrentHashMap<>();
  private final Optional<Loop> watch;

  ProcessRunner(
      InetAddress ip, Path traces, Limits limits, boolean quota, Consumer<AgentEvent> events)
      throws IOException {
    this.ip = ip;
    this.limits = limits;
    this.quota = quota;
    this.events = events;
    this.processes = Processes.open(traces, this);
    this.watch =
        limits.enforced() ? Optional.of(Loop.start("limits", this::look)) : Optional.empty();
  }

  @Override
  public void start(Prepared prepared) throws IOException, InterruptedException {
    Container container = prepared.container();
    List<String> words = Commands.words(container.command(), prepared.user());
    starts.acquire();
    try {
      Group group = limits.create(container.groupName(), container.amounts(quota));
      groups.put(container.id(), group);
      processes.start(
          new ProcessSpec(
              container.id(), prepared.sandbox(), words, prepared.environment(), group.joins()));
    } catch (IOException e) {
      remove(container.id());
      throw e;
    } finally {
      starts.release();
    }
  }

  @Override
  public boolean adopt(Container container) throws IOException {
    limits
        .find(container.groupName(), container.amounts(quota))
        .ifPresent(group -> groups.put(container.id(), group));
    return processes.adopt(container.id());
  }

  @Override
  public boolean has(String id) {
    return groups.containsKey(id);
  }

  @Override
  public void terminate(String id) {
    processes.signal(id, Signals.TERM);
  }

  @Override
  public boolean signal(String id, int signal) {
    return processes.signal(id, signal);
  }

  @Override
  public void destroy(String id) throws IOException {
    processes.destroy(id);
  }

  @Override
  public void release(String id) throws IOException {
    processes.forget(id);
    remove(id);
  }

  /** May have to wait until the kernel has ended the last process. */
  private void remove(String id) {
    over.remove(id);
    Group group = groups.remove(id);
    if (group == null || !limits.enforced()) {
      return;
    }
    Thread.ofVirtual()
        .name("remove-" + id)
        .start(
            () -> {
              try {
                group.destroy();
              } catch (IOException e) {
                LOG.warn("the control group of container {} stays: {}", id, e.toString());
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  @Override
  public Target target(Prepared prepared) throws IOException {
    List<String> before =
        prepared.user().isPresent() ? Users.words(prepared.user().get()) : List.of();
    return new Target(
        List.of(ip, InetAddress.getLoopbackAddress()),
        new ProcessCommands(prepared.sandbox(), prepared.environment(), before));
  }

  @Override
  public Optional<ResourceStatistics> statistics(String id) throws IOException {
    Group group = groups.get(id);
    Optional<Long> pid = processes.pid(id);
    return group == null || pid.isEmpty()
        ? Optional.empty()
        : Optional.of(group.statistics(pid.get()));
  }

  /** The kernel kills one process of those that use too much; the others must not go on alone. */
  private Duration look() {
    groups.forEach(
        (id, group) ->
            group
                .overLimit()
                .ifPresent(
                    limit -> {
                      if (over.put(id, limit) == null) {
                        try {
                          processes.destroy(id);
                        } catch (IOException e) {
                          LOG.warn("can't destroy container {}", id, e);
                        }
                      }
                    }));
    return LOOK;
  }

  @Override
  public void started(String id, long pid) {
    events.accept(new AgentEvent.Launched(id, List.of(Container.network(ip))));
  }

  @Override
  public void prevented(String id) {
    events.accept(
        new AgentEvent.NotLaunched(
            id,
            Reason.REASON_CONTAINER_LAUNCH_FAILED,
            "Container was destroyed while it was launched"));
  }

  @Override
  public void ended(String id, Optional<WaitStatus> status) {
    Group group = groups.get(id);
    Optional<OverLimit> limit = Optional.ofNullable(over.get(id));
    boolean well = status.filter(WaitStatus::isSuccess).isPresent();
    if (limit.isEmpty() && group != null && !well) { // the kernel may have killed a child of it
      limit = group.overLimit();
    }
    events.accept(
        new AgentEvent.Ended(
            id,
            status,
            limit.map(l -> new Limitation(l.reason(), l.message(), List.of(l.used())))));
  }

  @Override
  public void close() {
    watch.ifPresent(Loop::close);
    processes.close();
  }
}
