package io.cellos.mesos.agent.container;

import io.cellos.base.process.ProcessRef;
import io.cellos.mesos.agent.core.WaitStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes of containers. They outlive the agent; one thread follows all of them by the files
 * that they leave, those of before a restart like the others.
 */
public final class Processes implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Processes.class);

  /** The files are watched; this is for what they can't tell. */
  private static final long LOOK_MILLIS = 1000;

  /** A process that is gone and whose end nobody has written down after so many looks. */
  private static final int LOST_AFTER = 3;

  /** Hears of processes, on the thread that follows them. */
  public interface Listener {
    void started(String id, long pid);

    /** It was forbidden to begin. */
    void prevented(String id);

    /**
     * @param status empty if nobody knows
     */
    void ended(String id, Optional<WaitStatus> status);
  }

  private static final class Followed {
    Optional<ProcessRef> process = Optional.empty();
    boolean doomed;
    int missed;
  }

  private final Traces traces;
  private final Listener listener;
  private final WatchService watch;
  private final Map<String, Followed> followed = new ConcurrentHashMap<>();
  private final Thread thread;

  private Processes(Traces traces, Listener listener) throws IOException {
    this.traces = traces;
    this.listener = listener;
    this.watch = traces.directory().getFileSystem().newWatchService();
    traces
        .directory()
        .register(
            watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
    this.thread = Thread.ofPlatform().daemon().name("processes").unstarted(this::follow);
  }

  /**
   * @param directory where the processes leave word of themselves; the same after a restart
   */
  public static Processes open(Path directory, Listener listener) throws IOException {
    Processes processes = new Processes(new Traces(directory), listener);
    processes.thread.start();
    return processes;
  }

  /** Starts a process; that it runs is told to the listener. */
  public void start(ProcessSpec spec) throws IOException {
    followed.put(spec.id(), new Followed());
    try {
      Shim.start(spec, traces.base(spec.id()));
    } catch (IOException e) {
      followed.remove(spec.id());
      throw e;
    }
  }

  /**
   * Follows a process that an agent before this one started, or was about to start.
   *
   * @return false if there never was one, and never will be
   */
  public boolean adopt(String id) throws IOException {
    if (traces.forbid(id)) {
      return false;
    }
    followed.put(id, new Followed());
    look(id, false);
    return true;
  }

  /** The id of the process, which is that of its session and group. */
  public Optional<Long> pid(String id) {
    return Optional.ofNullable(followed.get(id)).flatMap(f -> f.process).map(ProcessRef::pid);
  }

  /** Sends a signal to the process and its group; returns whether there is one. */
  public boolean signal(String id, int signal) {
    return pid(id).filter(pid -> Signals.toGroup(pid, signal)).isPresent();
  }

  /** Ends it, and if it has not begun yet it never will. */
  public void destroy(String id) throws IOException {
    Followed it = followed.get(id);
    if (it == null) {
      return;
    }
    it.doomed = true;
    if (it.process.isEmpty() && traces.forbid(id)) {
      followed.remove(id);
      listener.prevented(id);
    } else {
      look(id, false);
      pid(id).ifPresent(Processes::kill);
    }
  }

  private static void kill(long pid) {
    Signals.toGroup(pid, Signals.KILL);
    Sessions.members(pid).forEach(member -> Signals.toProcess(member, Signals.KILL));
  }

  /** What tells of the process is no more needed. */
  public void forget(String id) throws IOException {
    followed.remove(id);
    traces.forget(id);
  }

  private void follow() {
    try {
      long lookAt = System.nanoTime();
      while (true) {
        WatchKey key = watch.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (key != null) {
          names(key).forEach(id -> look(id, false));
        }
        if (System.nanoTime() - lookAt > TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS)) {
          followed.keySet().forEach(id -> look(id, true));
          lookAt = System.nanoTime();
        }
      }
    } catch (InterruptedException | ClosedWatchServiceException e) {
      LOG.debug("ends", e);
    }
  }

  private Set<String> names(WatchKey key) {
    Set<String> ids = new HashSet<>();
    for (WatchEvent<?> event : key.pollEvents()) {
      if (event.context() instanceof Path file) {
        String name = file.toString();
        if (name.endsWith(Traces.PID) || name.endsWith(Traces.EXIT)) {
          ids.add(name.substring(0, name.lastIndexOf('.')));
        }
      } else {
        ids.addAll(followed.keySet()); // some were missed
      }
    }
    key.reset();
    return ids;
  }

  /**
   * @param thorough whether to look at the process itself, too
   */
  private void look(String id, boolean thorough) {
    Followed it = followed.get(id);
    if (it == null) {
      return;
    }
    synchronized (it) {
      try {
        examine(id, it, thorough);
      } catch (IOException | UncheckedIOException e) {
        LOG.warn("can't see what became of container {}", id, e);
      }
    }
  }

  private void examine(String id, Followed it, boolean thorough) throws IOException {
    if (it.process.isEmpty()) {
      it.process = traces.process(id).filter(process -> process.pid() > 0);
      it.process.ifPresent(process -> listener.started(id, process.pid()));
      if (it.process.isPresent() && it.doomed) {
        kill(it.process.get().pid());
      }
    }
    Optional<WaitStatus> exit = traces.exit(id);
    if (exit.isPresent()) {
      end(id, exit);
    } else if (thorough && it.process.isPresent() && !it.process.get().isAlive()) {
      it.missed++;
      if (it.missed >= LOST_AFTER) {
        end(id, Optional.empty());
      }
    } else if (thorough && it.doomed && it.process.isPresent()) {
      kill(it.process.get().pid());
    }
  }

  private void end(String id, Optional<WaitStatus> status) {
    if (followed.remove(id) != null) {
      listener.ended(id, status);
    }
  }

  /** Follows no more; the processes run on. */
  @Override
  public void close() {
    try {
      watch.close();
      thread.join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
