package io.cellos.base.lifecycle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that does the same small piece of work again and again. A failure is logged once for
 * each new message, and the work is tried again: what it needs may come back.
 */
public final class Loop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
  private static final Duration AFTER_FAILURE = Duration.ofMillis(500);

  /** One round of the work. */
  public interface Work {
    /** Returns how long to pause before the next round. */
    Duration once() throws IOException, InterruptedException;
  }

  private final Work work;
  private final Duration afterFailure;
  private final Thread thread;
  private final Semaphore wake = new Semaphore(0);
  private volatile boolean closed;
  private String lastFailure = "";

  private Loop(String name, Work work, Duration afterFailure) {
    this.work = work;
    this.afterFailure = afterFailure;
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
  }

  public static Loop start(String name, Work work) {
    return start(name, work, AFTER_FAILURE);
  }

  /**
   * @param afterFailure pause before the work is tried again
   */
  public static Loop start(String name, Work work, Duration afterFailure) {
    Loop loop = new Loop(name, work, afterFailure);
    loop.thread.start();
    return loop;
  }

  /** Ends the pause; during a round, the one after it. */
  public void wake() {
    wake.release();
  }

  private void run() {
    try {
      while (!closed) {
        wake.drainPermits(); // before the round: what happens during it must not be missed
        Duration pause = round();
        if (wake.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS)) {
          LOG.debug("woken");
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("ends", e); // only close() interrupts
    }
  }

  private Duration round() throws InterruptedException {
    try {
      Duration pause = work.once();
      lastFailure = "";
      return pause;
    } catch (IOException | UncheckedIOException e) {
      report(e.toString(), null);
    } catch (RuntimeException e) {
      report(e.toString(), e);
    }
    return afterFailure;
  }

  private void report(String failure, RuntimeException bug) {
    if (!closed && !failure.equals(lastFailure)) {
      LOG.warn("{}: {}", thread.getName(), failure, bug);
      lastFailure = failure;
    }
  }

  /** Returns when the thread has ended. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
