package io.cellos.base.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is still to be written to one client. Who puts something in never waits: a client for which
 * too much piles up, or that takes nothing for too long, is cut off.
 */
public final class Outbox<T> {
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

  private enum State {
    OPEN,
    /** What is in it is still written. */
    FINISHED,
    /** Nothing more is written. */
    CUT
  }

  private final String client;
  private final ToIntFunction<T> size;
  private final long mostBytes;
  private final Runnable cutOff;
  private List<T> waiting = new ArrayList<>();
  private long bytes;
  private State state = State.OPEN;
  private long writingSince;
  private boolean writing;

  /**
   * @param client for the log
   * @param size of a message in bytes, about
   * @param cutOff ends the connection under whoever writes to it
   */
  public Outbox(String client, ToIntFunction<T> size, long mostBytes, Runnable cutOff) {
    this.client = client;
    this.size = size;
    this.mostBytes = mostBytes;
    this.cutOff = cutOff;
  }

  /**
   * Messages to write now.
   *
   * @param messages none if the time was over
   * @param last whether nothing follows
   */
  public record Taken<T>(List<T> messages, boolean last) {}

  /** Adds a message, unless the client is as good as gone. */
  public void put(T message) {
    synchronized (this) {
      if (state != State.OPEN) {
        return;
      }
      waiting.add(message);
      bytes += size.applyAsInt(message);
      if (bytes <= mostBytes) {
        notifyAll();
        return;
      }
    }
    LOG.warn("{} is cut off: more than {} waits for it", client, mostBytes);
    cut();
  }

  /** Nothing follows what is in it. */
  public synchronized void finish() {
    if (state == State.OPEN) {
      state = State.FINISHED;
      notifyAll();
    }
  }

  public void cut() {
    synchronized (this) {
      if (state == State.CUT) {
        return;
      }
      state = State.CUT;
      waiting.clear();
      notifyAll();
    }
    cutOff.run();
  }

  /** Whether it ended on this side: nobody needs to be told that the client is gone. */
  public synchronized boolean isFinished() {
    return state == State.FINISHED;
  }

  /** Waits for messages, at most for so long. Says that the ones taken before are written. */
  public synchronized Taken<T> take(Duration patience) throws InterruptedException {
    writing = false;
    long end = System.nanoTime() + patience.toNanos();
    while (waiting.isEmpty() && state == State.OPEN) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        break;
      }
      wait(Math.max(1, left / 1_000_000));
    }
    List<T> messages = waiting;
    waiting = new ArrayList<>();
    bytes = 0;
    writing = true;
    writingSince = System.nanoTime();
    return new Taken<>(messages, state != State.OPEN);
  }

  /** Cuts it off if what was taken is not written after so long. */
  public void checkPace(Duration patience) {
    synchronized (this) {
      if (!writing || System.nanoTime() - writingSince < patience.toNanos()) {
        return;
      }
      writing = false;
    }
    LOG.warn("{} is cut off: it has read nothing for {} s", client, patience.toSeconds());
    cut();
  }
}
