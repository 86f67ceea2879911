package io.cellos.mesos.agent.container.docker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies a container's output into its sandbox. The engine tells the time of each message; that of
 * the last one copied is remembered, so that a new agent goes on there: after a crash some messages
 * may be written twice, and none is lost.
 */
final class LogCopy {
  private static final Logger LOG = LoggerFactory.getLogger(LogCopy.class);
  private static final Duration REMEMBER = Duration.ofMillis(200);
  private static final Set<java.nio.file.OpenOption> APPEND =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);

  private final Engine engine;
  private final EngineContainer container;
  private final boolean terminal;
  private final Path sandbox;
  private final Path progress;
  private Instant last;
  private long rememberedAt = System.nanoTime();

  LogCopy(Engine engine, EngineContainer container, boolean terminal, Path sandbox, Path progress) {
    this.engine = engine;
    this.container = container;
    this.terminal = terminal;
    this.sandbox = sandbox;
    this.progress = progress;
    this.last = remembered(progress);
  }

  private static Instant remembered(Path progress) {
    try {
      return Files.exists(progress)
          ? Instant.parse(Files.readString(progress).strip())
          : Instant.EPOCH;
    } catch (IOException | DateTimeParseException e) {
      LOG.warn("{} can't be read: all of the log is copied again", progress, e);
      return Instant.EPOCH;
    }
  }

  void run() throws DockerException, InterruptedException {
    while (true) {
      try {
        // the stream may end before the last line is in the log: a look after the end sees it
        boolean over = !container.isRunning();
        String since = last.equals(Instant.EPOCH) ? "" : "&since=" + after(last);
        engine.stream(
            "GET",
            "/containers/"
                + container.name()
                + "/logs?follow=true&stdout=true&stderr=true"
                + (terminal ? "" : "&timestamps=true")
                + since,
            Map.of(),
            null,
            this::copy);
        if (over) {
          return;
        }
        if (!container.isRunning()) {
          continue;
        }
      } catch (DockerException e) {
        if (e.status() != 0) {
          throw e;
        }
        LOG.info("the log of {} breaks off: {}", container.name(), e.getMessage());
      }
      TimeUnit.NANOSECONDS.sleep(EngineContainer.ENGINE_AWAY.toNanos());
    }
  }

  /** The engine begins with messages of the very time that it is given. */
  private static String after(Instant time) {
    Instant next = time.plusNanos(1);
    return "%d.%09d".formatted(next.getEpochSecond(), next.getNano());
  }

  private Void copy(EngineAnswer answer) throws IOException {
    try (FileChannel stdout = FileChannel.open(sandbox.resolve("stdout"), APPEND);
        FileChannel stderr = FileChannel.open(sandbox.resolve("stderr"), APPEND)) {
      if (terminal) {
        copyRaw(answer.body(), stdout);
      } else {
        Frames frames = new Frames(answer.body());
        for (Frames.Frame frame = frames.next(); frame != null; frame = frames.next()) {
          copy(frame.content(), frame.error() ? stderr : stdout);
        }
      }
    } finally {
      remember();
    }
    return null;
  }

  /** The message after its time and a space. */
  private void copy(byte[] message, FileChannel out) throws IOException {
    int start = 0;
    while (start < message.length && message[start] != ' ') {
      start++;
    }
    Instant time = last;
    try {
      time = Instant.parse(new String(message, 0, start, StandardCharsets.UTF_8));
      start++;
    } catch (DateTimeParseException e) {
      LOG.debug("a message without a time", e);
      start = 0;
    }
    ByteBuffer line = ByteBuffer.wrap(message, start, message.length - start);
    try {
      write(out, line);
    } finally {
      if (!line.hasRemaining()) { // an interrupted write throws, but may have written all
        last = time;
      }
    }
    if (System.nanoTime() - rememberedAt > REMEMBER.toNanos()) {
      remember();
    }
  }

  /** A terminal has one stream, without times. */
  private void copyRaw(InputStream in, FileChannel out) throws IOException {
    byte[] buffer = new byte[8192];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      write(out, ByteBuffer.wrap(buffer, 0, count));
      last = Instant.now();
      remember();
    }
  }

  private static void write(FileChannel out, ByteBuffer content) throws IOException {
    while (content.hasRemaining()) {
      out.write(content);
    }
  }

  private void remember() throws IOException {
    rememberedAt = System.nanoTime();
    if (!last.equals(Instant.EPOCH)) {
      Files.writeString(progress, last.toString());
    }
  }
}
