package io.cellos.backend.local.controller;

import io.cellos.backend.local.group.Effect;
import io.cellos.backend.local.group.GroupPlanner;
import io.cellos.backend.local.group.GroupView;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the groups at their size: looks, plans, acts, again and again. Signals that come while it
 * works count as one. It also looks without a signal, several times a second, because the end of an
 * adopted process and the nucleus' progress tell nobody.
 */
final class GroupLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GroupLoop.class);
  private static final long LOOK_MILLIS = 250;

  private final BodyTold body;
  private final Observer observer;
  private final EffectRunner runner;
  private final InstantSource clock;
  private final Semaphore signals = new Semaphore(0);
  private volatile boolean stopping;
  private Thread thread;
  private String lastFailure = "";

  GroupLoop(BodyTold body, Observer observer, EffectRunner runner, InstantSource clock) {
    this.body = body;
    this.observer = observer;
    this.runner = runner;
    this.clock = clock;
  }

  void start() {
    thread = Thread.ofPlatform().name("groups").start(this::run);
  }

  /** Makes it look at once. Any thread may call this. */
  void signal() {
    signals.release();
  }

  private void run() {
    try {
      while (!stopping) {
        step();
        if (signals.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
          signals.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void step() {
    try {
      body.update();
      GroupView view = observer.look();
      for (Effect effect : GroupPlanner.plan(view, clock.instant())) {
        runner.perform(effect);
      }
      lastFailure = "";
    } catch (IOException | RuntimeException e) {
      report(e);
    }
  }

  /**
   * The same failure comes several times a second as long as its cause is there: once is enough.
   */
  private void report(Exception failure) {
    String text = failure.toString();
    if (!text.equals(lastFailure)) {
      LOG.warn("looking after the groups failed, goes on trying", failure);
      lastFailure = text;
    }
  }

  /** Returns once it does nothing any more. */
  @Override
  public void close() throws InterruptedException {
    stopping = true;
    signal();
    if (thread != null) {
      thread.join();
    }
  }
}
