package io.cellos.mesos.agent.launch;

import io.cellos.base.time.Deadline;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is to come to the standard input of a session, through a named pipe that the session makes.
 * Its command does not begin before the other end is open, and reads until that is closed.
 */
public final class SessionInput {
  private static final Logger LOG = LoggerFactory.getLogger(SessionInput.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(5);

  /** The pipe's name in the session's directory. */
  static final String PIPE = "stdin";

  private final Path pipe;
  private final BooleanSupplier ended;
  private OutputStream out;
  private boolean over;

  SessionInput(Path sandbox, BooleanSupplier ended) {
    this.pipe = sandbox.resolve(PIPE);
    this.ended = ended;
  }

  /** Opens the pipe as soon as the session has made it. */
  synchronized void open() throws InterruptedException {
    if (out != null || over) {
      return;
    }
    try {
      boolean there =
          Deadline.in(PATIENCE).await(PAUSE, () -> Files.exists(pipe) || ended.getAsBoolean());
      if (!there || ended.getAsBoolean()) {
        return;
      }
      // to open it for writing would wait for a reader, which this is while it is opened
      try (RandomAccessFile reader = new RandomAccessFile(pipe.toFile(), "rw")) {
        out = new FileOutputStream(pipe.toFile());
      }
    } catch (IOException e) {
      LOG.warn("a session has no input: {}", e.toString());
    }
  }

  /**
   * Waits while the session does not read.
   *
   * @return false if it will not read this any more
   */
  public synchronized boolean write(byte[] data) throws InterruptedException {
    open();
    return out != null && Deadline.in(PATIENCE).await(PAUSE, () -> over || written(data)) && !over;
  }

  /** Between its start and its first look at the pipe the session is no reader yet. */
  private boolean written(byte[] data) {
    try {
      out.write(data);
      return true;
    } catch (IOException e) {
      if (ended.getAsBoolean()) {
        over = true;
        LOG.debug("the session has ended", e);
      }
      return over;
    }
  }

  /** Nothing more comes. */
  public synchronized void end() {
    over = true;
    if (out != null) {
      try {
        out.close();
      } catch (IOException e) {
        LOG.debug("{}", pipe, e);
      }
    }
  }
}
