package io.cellos.node;

import io.cellos.node.boot.BootSequence;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that a node boots in. */
final class BootThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BootThread.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Thread thread;

  private BootThread(Thread thread) {
    this.thread = thread;
  }

  static BootThread start(BootSequence boot) {
    return new BootThread(Thread.ofPlatform().name("boot").start(() -> run(boot)));
  }

  private static void run(BootSequence boot) {
    try {
      boot.run();
      LOG.info("boot is over: {} {}", boot.state().phase(), boot.detail());
    } catch (InterruptedException e) {
      LOG.info("boot stopped at {}", boot.state().step());
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
