package io.cellos.backend.local.node;

import io.cellos.backend.local.cell.NodeFile;
import io.cellos.backend.local.cell.Ports;
import io.cellos.backend.local.group.Life;
import io.cellos.base.http.HttpAnswer;
import io.cellos.base.http.HttpCalls;
import io.cellos.base.process.ProcessRef;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks every running node how it is: each second, ten times a second while it boots. A node is
 * asked by one thread of its own, so its checks never overlap and a silent node delays no other.
 */
public final class HealthMonitor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HealthMonitor.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final Duration BOOTING_PAUSE = Duration.ofMillis(100);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Fleet fleet;
  private final InstantSource clock;
  private final BiConsumer<NodeStatus, NodeStatus> changed;
  private final ConcurrentHashMap<ProcessRef, Boolean> watched = new ConcurrentHashMap<>();
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("health-", 0).factory());

  /**
   * @param changed told a node before and after a check that changed its life or health
   */
  public HealthMonitor(
      Fleet fleet, InstantSource clock, BiConsumer<NodeStatus, NodeStatus> changed) {
    this.fleet = fleet;
    this.clock = clock;
    this.changed = changed;
  }

  /** Begins to check this run of the node, until it ends; again does nothing. */
  public void watch(NodeFile node) {
    ProcessRef process = node.process();
    if (watched.putIfAbsent(process, true) == null) {
      threads.execute(() -> run(node, process));
    }
  }

  private void run(NodeFile node, ProcessRef process) {
    URI uri = URI.create("http://" + node.ip() + ":" + Ports.NODE_HEALTH + "/health");
    try {
      Optional<NodeStatus> status = fleet.get(node.id());
      while (status.filter(now -> runs(now, process)).isPresent()) {
        CheckResult result = check(uri);
        NodeStatus before = status.get();
        status = fleet.update(node, process, seen -> seen.checked(result, clock.instant()));
        status.ifPresent(after -> tell(before, after));
        Thread.sleep(
            status.filter(s -> s.life() == Life.BOOTING).isPresent() ? BOOTING_PAUSE : PAUSE);
        status = fleet.get(node.id());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the monitor is closed
    } finally {
      watched.remove(process);
    }
  }

  private static boolean runs(NodeStatus node, ProcessRef process) {
    return node.life().runs() && process.equals(node.file().process());
  }

  private void tell(NodeStatus before, NodeStatus after) {
    if (before.life() != after.life() || before.health() != after.health()) {
      try {
        changed.accept(before, after);
      } catch (RuntimeException e) {
        LOG.warn("noting the health of {} failed", after.label(), e); // checks must go on
      }
    }
  }

  private static CheckResult check(URI uri) {
    try {
      HttpAnswer answer = HttpCalls.get(uri, TIMEOUT);
      return CheckResult.of(answer.status(), answer.body());
    } catch (IOException e) {
      return CheckResult.silent("no answer on port " + Ports.NODE_HEALTH);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }
}
