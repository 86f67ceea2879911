package io.cellos.mesos.master.loop;

import io.cellos.mesos.master.core.MasterEffect;
import io.cellos.mesos.master.core.MasterEvent;
import io.cellos.mesos.master.core.Verdict;
import io.cellos.mesos.master.core.view.MasterView;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread asks the core about everything that happens and does what it decides. It takes what
 * has piled up at once: all changes of the registry are written together, before anybody hears of
 * any of it. So what others hear is durable, and many events cost one write.
 */
public final class MasterLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MasterLoop.class);

  /** More would only wait: who brings events waits then, as the network does. */
  private static final int MOST_WAITING = 100_000;

  private static final int MOST_AT_ONCE = 1000;
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
  private static final Duration ANSWER = Duration.ofSeconds(60);

  /** What the thread is asked for. */
  private sealed interface Request {
    record Decide(MasterEvent event) implements Request {}

    record Look(CompletableFuture<MasterView> view) implements Request {}

    record Watch(Consumer<MasterView> begin) implements Request {}
  }

  private final Core core;
  private final Registry registry;
  private final Clock clock;
  private final Duration patience;
  private final Consumer<String> failed;
  private final Performer performer;
  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>(MOST_WAITING);
  private final Map<Long, CompletableFuture<Verdict>> calls = new ConcurrentHashMap<>();
  private final AtomicLong lastCall = new AtomicLong();
  private final Thread thread;
  private volatile boolean closed;

  private MasterLoop(
      Core core, Registry registry, Clock clock, Duration patience, Consumer<String> failed) {
    this.core = core;
    this.registry = registry;
    this.clock = clock;
    this.patience = patience;
    this.failed = failed;
    this.performer = new Performer(this::answer);
    this.thread = Thread.ofPlatform().daemon().name("master-loop").unstarted(this::run);
  }

  /**
   * Begins to decide.
   *
   * @param patience with clients that do not read
   * @param failed called once if the registry can't be written: this master must stop
   */
  public static MasterLoop start(
      Core core, Registry registry, Clock clock, Duration patience, Consumer<String> failed) {
    MasterLoop loop = new MasterLoop(core, registry, clock, patience, failed);
    loop.thread.start();
    return loop;
  }

  /** Where what is said to schedulers, agents and watchers goes. */
  public Performer clients() {
    return performer;
  }

  /** Lets the core decide, soon and in the order of the calls; waits only if much piles up. */
  public void submit(MasterEvent event) throws InterruptedException {
    requests.put(new Request.Decide(event));
  }

  /** How much waits for the thread. */
  public int backlog() {
    return requests.size();
  }

  /** What becomes of a scheduler's call. */
  public Verdict schedulerCall(String stream, Call call) throws InterruptedException, IOException {
    return call(id -> new MasterEvent.SchedulerCall(id, stream, call));
  }

  /** What becomes of an operator's call. */
  public Verdict operatorCall(org.apache.mesos.v1.master.Protos.Call call)
      throws InterruptedException, IOException {
    return call(id -> new MasterEvent.OperatorCall(id, call));
  }

  private Verdict call(LongFunction<MasterEvent> event) throws InterruptedException, IOException {
    long id = lastCall.incrementAndGet();
    CompletableFuture<Verdict> verdict = new CompletableFuture<>();
    calls.put(id, verdict);
    try {
      submit(event.apply(id));
      return await(verdict);
    } finally {
      calls.remove(id);
    }
  }

  private void answer(long callId, Verdict verdict) {
    CompletableFuture<Verdict> call = calls.get(callId);
    if (call != null) {
      call.complete(verdict);
    }
  }

  /** All that is known after everything that was submitted before. */
  public MasterView view() throws InterruptedException, IOException {
    CompletableFuture<MasterView> view = new CompletableFuture<>();
    requests.put(new Request.Look(view));
    return await(view);
  }

  /**
   * Calls back on the loop's thread with all that is known at a moment, of which everything that is
   * announced later is news.
   */
  public void watch(Consumer<MasterView> begin) throws InterruptedException {
    requests.put(new Request.Watch(begin));
  }

  private <T> T await(CompletableFuture<T> future) throws InterruptedException, IOException {
    try {
      if (closed) {
        throw new IOException("this master has stopped");
      }
      return future.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("this master can't answer", e);
    }
  }

  private void run() {
    try {
      while (!closed) {
        round();
      }
    } catch (InterruptedException e) {
      LOG.debug("ends", e); // only close() interrupts
    } catch (IOException e) {
      LOG.error("the registry can't be written", e);
      failed.accept("the registry can't be written: " + e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("this is a bug", e);
      failed.accept("a bug: " + e);
    }
  }

  private void round() throws InterruptedException, IOException {
    List<Request> batch = new ArrayList<>();
    Request first = requests.poll(pause().toNanos(), TimeUnit.NANOSECONDS);
    if (first != null) {
      batch.add(first);
      requests.drainTo(batch, MOST_AT_ONCE);
    }
    Instant now = clock.instant();
    List<MasterEffect> effects = new ArrayList<>();
    for (Request request : batch) {
      if (request instanceof Request.Decide(MasterEvent event)) {
        effects.addAll(decide(event, now));
      }
    }
    if (core.wakeAt().filter(due -> !due.isAfter(now)).isPresent()) {
      effects.addAll(decide(new MasterEvent.Tick(), now));
    }
    List<MasterEffect> changes = effects.stream().filter(MasterLoop::isChange).toList();
    if (!changes.isEmpty()) {
      registry.write(changes);
    }
    effects.forEach(performer::perform);
    show(batch);
    performer.checkPace(patience);
  }

  private static boolean isChange(MasterEffect effect) {
    return effect instanceof MasterEffect.Save || effect instanceof MasterEffect.Forget;
  }

  private Duration pause() {
    Duration due =
        core.wakeAt().map(at -> Duration.between(clock.instant(), at)).orElse(LOOK_AGAIN);
    Duration least = Duration.ofMillis(1);
    return due.compareTo(least) < 0 ? least : due.compareTo(LOOK_AGAIN) > 0 ? LOOK_AGAIN : due;
  }

  /** A bug of the core costs the one who met it the answer, and nobody else anything. */
  private List<MasterEffect> decide(MasterEvent event, Instant now) {
    try {
      return core.on(event, now);
    } catch (RuntimeException e) {
      LOG.error("could not decide on {}", event.getClass().getSimpleName(), e);
      switch (event) {
        case MasterEvent.SchedulerCall call -> fail(call.callId(), e);
        case MasterEvent.OperatorCall call -> fail(call.callId(), e);
        case MasterEvent.Subscribe call -> performer.cutScheduler(call.stream());
        case MasterEvent.AgentJoined call -> performer.cutAgent(call.link());
        case MasterEvent.SchedulerGone _,
            MasterEvent.AgentSaid _,
            MasterEvent.AgentGone _,
            MasterEvent.Tick _ -> {}
      }
      return List.of();
    }
  }

  private void fail(long callId, RuntimeException e) {
    CompletableFuture<Verdict> call = calls.get(callId);
    if (call != null) {
      call.completeExceptionally(e);
    }
  }

  private void show(List<Request> batch) {
    MasterView view = null;
    for (Request request : batch) {
      if (!(request instanceof Request.Decide)) {
        view = view == null ? core.view() : view;
      }
      switch (request) {
        case Request.Decide _ -> {}
        case Request.Look(var asked) -> asked.complete(view);
        case Request.Watch(var begin) -> begin.accept(view);
      }
    }
  }

  /** Ends the thread and all connections. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    IOException end = new IOException("this master has stopped");
    calls.values().forEach(call -> call.completeExceptionally(end));
    performer.cutAll();
  }
}
