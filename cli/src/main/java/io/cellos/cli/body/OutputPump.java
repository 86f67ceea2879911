package io.cellos.cli.body;

import io.cellos.protocols.mesos.Endpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Passes on what a task prints while it runs. */
final class OutputPump {
  private static final long PAUSE_MILLIS = 200;
  private static final Duration LAST = Duration.ofSeconds(30);

  private final SandboxFile stdout;
  private final SandboxFile stderr;
  private final OutputStream out;
  private final OutputStream err;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread;
  private volatile IOException failure;

  private OutputPump(SandboxFile stdout, SandboxFile stderr, OutputStream out, OutputStream err) {
    this.stdout = stdout;
    this.stderr = stderr;
    this.out = out;
    this.err = err;
    this.thread = Thread.ofVirtual().name("output").unstarted(this::run);
  }

  static OutputPump start(
      Endpoint agent, String framework, String task, OutputStream out, OutputStream err) {
    OutputPump pump =
        new OutputPump(
            SandboxFile.of(agent, framework, null, task, "stdout"),
            SandboxFile.of(agent, framework, null, task, "stderr"),
            out,
            err);
    pump.thread.start();
    return pump;
  }

  private void run() {
    try {
      boolean last = false;
      while (!last) {
        last = ended.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        try {
          boolean found = stdout.passOn(out);
          stderr.passOn(err);
          failure = found ? null : new IOException("its agent does not have it");
        } catch (IOException e) {
          failure = e; // an agent that is being restarted answers again soon
        }
      }
    } catch (InterruptedException e) {
      failure = new IOException("not waited for", e);
    }
  }

  /**
   * Passes on the rest, once the task has ended.
   *
   * @throws IOException if it could not be read
   */
  void finish() throws IOException, InterruptedException {
    ended.countDown();
    if (!thread.join(LAST)) {
      thread.interrupt();
      throw new IOException("it takes too long");
    }
    if (failure != null) {
      throw failure;
    }
  }

  void abandon() {
    thread.interrupt();
  }
}
