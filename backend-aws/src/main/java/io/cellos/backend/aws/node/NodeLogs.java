package io.cellos.backend.aws.node;

import io.cellos.backend.LogLine;
import io.cellos.backend.log.LogFileName;
import io.cellos.backend.log.LogMerge;
import io.cellos.base.process.ShellWords;
import io.cellos.base.time.Deadline;
import io.cellos.model.NodeId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Passes on log lines of nodes, of all at the same time; the sink is called by the reading thread
 * only. A node that can't be reached gives one line. Following, nodes that come later are followed
 * too, and lost ones are connected again.
 */
final class NodeLogs implements AutoCloseable {
  /** What a bastion lets in at the same time before it begins to refuse some. */
  private static final int CONNECTING_AT_ONCE = 8;

  private static final Duration LOOK_EVERY = Duration.ofSeconds(15);
  private static final Duration MOST_WAIT_FOR_ALL = Duration.ofSeconds(45);

  /** One node to read, and the ssh command that prints its logs. */
  record Source(Reach.Target node, Ssh ssh) {}

  private final Supplier<List<Source>> sources;
  private final boolean follow;
  private final Consumer<LogLine> sink;
  private final Duration lookEvery;
  private final BlockingQueue<LogStream.Event> events = new LinkedBlockingQueue<>();
  private final Semaphore connecting = new Semaphore(CONNECTING_AT_ONCE);
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(
          // reading a program's output would keep a virtual thread's carrier
          Thread.ofPlatform().daemon().name("logs-", 1).factory());
  private final Set<LogStream> streams = ConcurrentHashMap.newKeySet();
  private final Map<NodeId, Map<LogFileName, Integer>> passed = new ConcurrentHashMap<>();
  private final Set<NodeId> open = new HashSet<>();
  private final Map<NodeId, String> failures = new HashMap<>();

  /**
   * @param sources the nodes as they are now
   * @param follow whether to stay until interrupted
   */
  NodeLogs(Supplier<List<Source>> sources, boolean follow, Consumer<LogLine> sink) {
    this(sources, follow, sink, LOOK_EVERY);
  }

  NodeLogs(
      Supplier<List<Source>> sources, boolean follow, Consumer<LogLine> sink, Duration lookEvery) {
    this.sources = sources;
    this.follow = follow;
    this.sink = sink;
    this.lookEvery = lookEvery;
  }

  void read() throws InterruptedException {
    openNew();
    passPresent();
    while (follow) {
      Deadline look = Deadline.in(lookEvery);
      while (!look.isPast()) {
        LogStream.Event event = events.poll(look.remaining().toMillis(), TimeUnit.MILLISECONDS);
        if (event != null) {
          pass(event);
        }
      }
      openNew();
    }
  }

  private void openNew() {
    for (Source source : sources.get()) {
      if (open.add(source.node().id())) {
        threads.execute(() -> stream(source));
      }
    }
  }

  private void stream(Source source) {
    Map<LogFileName, Integer> counts =
        passed.computeIfAbsent(source.node().id(), ignored -> new HashMap<>());
    try {
      connecting.acquire();
      Runnable connected = onlyOnce(connecting::release);
      try (LogStream stream = new LogStream(source.node(), counts, events::add, connected)) {
        streams.add(stream);
        stream.read(source.ssh().script(source.node(), script(follow)));
        streams.remove(stream);
      } finally {
        connected.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed while it waited for its turn
    }
  }

  private static Runnable onlyOnce(Runnable action) {
    Semaphore first = new Semaphore(1);
    return () -> {
      if (first.tryAcquire()) {
        action.run();
      }
    };
  }

  /** Waits for all nodes, so that the lines they have can be put in the order of their times. */
  private void passPresent() throws InterruptedException {
    List<List<LogLine>> logs = new ArrayList<>();
    List<LogStream.Event> later = new ArrayList<>();
    int missing = open.size();
    Deadline patience = Deadline.in(MOST_WAIT_FOR_ALL);
    while (missing > 0 && !(follow && patience.isPast())) {
      switch (events.poll(1, TimeUnit.SECONDS)) {
        case null -> {}
        case LogStream.Event.Present present -> {
          logs.addAll(present.logs());
          missing -= follow ? 1 : 0; // else its end tells whether it was all
        }
        case LogStream.Event.Added added -> later.add(added);
        case LogStream.Event.Ended ended -> {
          later.add(ended);
          missing -= follow && ended.failure().isEmpty() ? 0 : 1;
        }
      }
    }
    LogMerge.merge(logs, sink);
    later.forEach(this::pass);
  }

  private void pass(LogStream.Event event) {
    switch (event) {
      case LogStream.Event.Present present -> LogMerge.merge(present.logs(), sink);
      case LogStream.Event.Added(LogLine line) -> sink.accept(line);
      case LogStream.Event.Ended ended -> {
        open.remove(ended.node().id());
        ended.failure().ifPresent(reason -> passFailure(ended.node(), reason));
      }
    }
  }

  /** The same failure again and again is no news. */
  private void passFailure(Reach.Target node, String reason) {
    if (!reason.equals(failures.put(node.id(), reason))) {
      sink.accept(new LogLine(node.label(), "ssh", "can't be reached: " + reason));
    }
  }

  /** The node's own shell where it is installed already, else the login shell. */
  static String script(boolean follow) {
    try (InputStream resource = NodeLogs.class.getResourceAsStream("logs.sh")) {
      String script = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
      String quoted = ShellWords.quote("follow=" + (follow ? "yes" : "no") + "\n" + script);
      return "if command -v cell-node-shell >/dev/null 2>&1; then exec cell-node-shell -c %s; fi; exec sh -c %s"
          .formatted(quoted, quoted);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    streams.forEach(LogStream::close);
    threads.close();
  }
}
