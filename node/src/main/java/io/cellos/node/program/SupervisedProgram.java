package io.cellos.node.program;

import io.cellos.base.files.AtomicFiles;
import io.cellos.base.http.HttpCalls;
import io.cellos.base.json.Json;
import io.cellos.base.lifecycle.Loop;
import io.cellos.base.process.ProcessRef;
import io.cellos.base.process.RestartPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one program running as a child of this one and in its process group: starts it again after
 * it ended, and kills it when it hangs. One loop does it all.
 */
public final class SupervisedProgram implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SupervisedProgram.class);
  private static final Duration PROBE = Duration.ofSeconds(1);
  private static final Duration PROBE_AT_START = Duration.ofMillis(50);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final Duration GRACE = Duration.ofSeconds(5);

  /** How long it may be silent before it counts as hanging; also for the first sign. */
  private static final Duration HANGS = Duration.ofSeconds(60);

  /**
   * Where it answers and what of.
   *
   * @param address {@code http://host:port}
   * @param health the path that answers 200 while it is well
   * @param firstSign the path that must be answered once before it counts as well
   */
  public record Signs(URI address, String health, String firstSign) {}

  /** What runs. */
  public interface Source {
    /** How it is to be started now. */
    Process start(Path log) throws IOException;

    /** Whether it is to be started again because it does not fit any more. */
    boolean isStale() throws IOException;
  }

  private final String name;
  private final Signs signs;
  private final Source source;
  private final Path log;
  private final Path record;
  private final Loop loop;
  private RestartPolicy policy = RestartPolicy.fresh(System.nanoTime());
  private Process process;
  private long lastSign;
  private boolean begun;
  private volatile boolean well;
  private volatile String trouble = "";

  /**
   * @param log gets what it prints
   * @param record remembers its process, so that a later run of this program can end it
   */
  public SupervisedProgram(String name, Signs signs, Source source, Path log, Path record) {
    this.name = name;
    this.signs = signs;
    this.source = source;
    this.log = log;
    this.record = record;
    this.loop = Loop.start(name, this::round);
  }

  /** Whether it answered its last check. */
  public boolean isWell() {
    return well;
  }

  /** Why it is not well, for people; may be empty. */
  public String trouble() {
    return trouble;
  }

  private synchronized Duration round() throws IOException {
    long now = System.nanoTime();
    if (process != null && !process.isAlive()) {
      noteEnd(now);
    }
    if (process == null) {
      if (!policy.mayStart(now)) {
        return PROBE_AT_START;
      }
      start(now);
    } else if (source.isStale()) {
      LOG.info("{} starts again because what it was started with is out of date", name);
      end();
      policy = RestartPolicy.fresh(now);
      return Duration.ZERO;
    }
    LogTurn.turn(log);
    probe();
    return well ? PROBE : PROBE_AT_START;
  }

  private void start(long now) throws IOException {
    endEarlierRun();
    process = source.start(log);
    AtomicFiles.write(record, Json.bytes(ProcessRef.of(process.toHandle())));
    Process begun = process;
    Thread.ofVirtual().name(name + "-end").start(() -> awaitEnd(begun));
    policy = policy.started(now);
    lastSign = now;
    LOG.info("{} started, process {}", name, process.pid());
  }

  private void awaitEnd(Process begun) {
    try {
      begun.waitFor();
      well = false;
      loop.wake();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void noteEnd(long now) {
    trouble = "it ended with status " + process.exitValue() + ", see " + log;
    LOG.warn("{}: {}", name, trouble);
    process = null;
    policy = policy.ended(now);
  }

  /** A run of a node program that was killed leaves its children. */
  private void endEarlierRun() throws IOException {
    ProcessRef earlier;
    try {
      earlier = Json.read(Files.readAllBytes(record), ProcessRef.class);
    } catch (NoSuchFileException | UncheckedIOException e) {
      return; // there was none, or it was killed in the very moment
    }
    if (earlier.isAlive()) {
      LOG.info("{} of an earlier run of this node is ended", name);
      ProcessHandle.of(earlier.pid()).ifPresent(SupervisedProgram::end);
    }
  }

  private void probe() {
    try {
      boolean healthy = status(signs.health()) == 200;
      lastSign = System.nanoTime();
      begun = begun || (healthy && status(signs.firstSign()) < 400);
      well = healthy && begun && process.isAlive();
    } catch (IOException e) {
      well = false;
      if (System.nanoTime() - lastSign > HANGS.toNanos()) {
        LOG.warn("{} gave no answer for {} s: it is killed", name, HANGS.toSeconds());
        process.destroyForcibly();
        lastSign = System.nanoTime();
      }
    }
  }

  private int status(String path) throws IOException {
    return HttpCalls.get(signs.address().resolve(path), TIMEOUT).status();
  }

  private void end() {
    well = false;
    if (process != null) {
      end(process.toHandle());
      process = null;
    }
  }

  private static void end(ProcessHandle handle) {
    handle.destroy();
    boolean interrupted = Thread.interrupted();
    try {
      handle.onExit().get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("is killed", e);
    }
    handle.destroyForcibly();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the program. */
  @Override
  public void close() {
    loop.close();
    synchronized (this) {
      end();
    }
  }
}
