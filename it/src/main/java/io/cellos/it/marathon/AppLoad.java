package io.cellos.it.marathon;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks the healthy tasks of an app one after the other, without a pause, as a load balancer's
 * clients do; whom to ask it learns from Marathon five times a second.
 */
public final class AppLoad implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration BETWEEN = Duration.ofMillis(5);

  private final Marathon marathon;
  private final String app;
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger fewest = new AtomicInteger(Integer.MAX_VALUE);
  private volatile List<URI> targets = List.of();
  private volatile boolean closed;
  private final List<Thread> threads =
      List.of(
          Thread.ofVirtual().name("load-targets").unstarted(() -> every(LOOK, this::look)),
          Thread.ofVirtual().name("load").unstarted(() -> every(BETWEEN, this::ask)));

  private AppLoad(Marathon marathon, String app) {
    this.marathon = marathon;
    this.app = app;
  }

  public static AppLoad start(Marathon marathon, String app) {
    AppLoad load = new AppLoad(marathon, app);
    load.look();
    load.threads.forEach(Thread::start);
    return load;
  }

  private void every(Duration pause, Runnable work) {
    try {
      while (!closed) {
        work.run();
        TimeUnit.NANOSECONDS.sleep(pause.toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      targets = marathon.healthy(app, targets);
      fewest.accumulateAndGet(targets.size(), Math::min);
    } catch (IOException e) {
      // who can't ask keeps to what it knows, as load balancers do
    }
  }

  private void ask() {
    List<URI> now = targets;
    if (now.isEmpty()) {
      failures.add("there is no healthy task");
      return;
    }
    URI target = now.get(requests.getAndIncrement() % now.size());
    try {
      Marathon.text(target);
    } catch (IOException e) {
      failures.add(target + ": " + e);
    }
  }

  public int requests() {
    return requests.get();
  }

  public List<String> failures() {
    return List.copyOf(failures);
  }

  /** The smallest number of healthy tasks that was seen. */
  public int fewest() {
    return fewest.get();
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    for (Thread thread : threads) {
      if (thread.getState() != Thread.State.NEW) {
        thread.join();
      }
    }
  }
}
