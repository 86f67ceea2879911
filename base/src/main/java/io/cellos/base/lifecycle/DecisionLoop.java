package io.cellos.base.lifecycle;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread asks a core about everything that happens and has done what it decides. It takes what
 * has piled up at once: all that must survive is written together, before anybody hears of any of
 * it. So what others hear is durable, and many events cost one write.
 *
 * @param <E> what happens
 * @param <F> what is to be done because of it
 * @param <V> what can be seen of the core at a moment
 * @param <A> the answer to who asked for something
 */
public final class DecisionLoop<E, F, V, A> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DecisionLoop.class);

  /** More would only wait: who brings events waits then, as the network does. */
  private static final int MOST_WAITING = 100_000;

  private static final int MOST_AT_ONCE = 1000;
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
  private static final Duration ANSWER = Duration.ofSeconds(60);

  /** Who decides; asked by one thread. */
  public interface Core<E, F, V> {
    /** What is to be done because of the event, in order. */
    List<F> on(E event, Instant now);

    /** When time's passing is to be told as an event, whatever happens before. */
    Optional<Instant> wakeAt();

    V view();
  }

  /** Who does what was decided, in the loop's thread. */
  public interface Hands<E, F> {
    /** What tells the core that time has passed. */
    E tick();

    /**
     * Makes durable what of the effects must be, all of it or nothing.
     *
     * @throws IOException if it can't be: nothing is done then, and the loop ends
     */
    void write(List<F> effects) throws IOException, InterruptedException;

    /** Does one effect, unless writing was all there is to do. Must not wait. */
    void perform(F effect);

    /** The core failed: who asked is to be told, nothing else happens. */
    void undecided(E event, RuntimeException bug);

    /** About once a second, between rounds: for what need not be looked at with every event. */
    default void everySecond() {}
  }

  /** What the thread is asked for. */
  private sealed interface Request<E, V> {
    record Decide<E, V>(E event) implements Request<E, V> {}

    record Look<E, V>(Consumer<V> show) implements Request<E, V> {}
  }

  private final String who;
  private final Core<E, F, V> core;
  private final Clock clock;
  private final Consumer<String> failed;
  private final BlockingQueue<Request<E, V>> requests = new LinkedBlockingQueue<>(MOST_WAITING);
  private final Map<Long, CompletableFuture<A>> calls = new ConcurrentHashMap<>();
  private final AtomicLong lastCall = new AtomicLong();
  private volatile Thread thread;
  private volatile boolean closed;
  private long lookedAt = System.nanoTime();

  /**
   * A loop that does nothing yet.
   *
   * @param who decides, for people: {@code master}
   * @param failed called once, in the loop's thread, if nothing can be written any more
   */
  public DecisionLoop(String who, Core<E, F, V> core, Clock clock, Consumer<String> failed) {
    this.who = who;
    this.core = core;
    this.clock = clock;
    this.failed = failed;
  }

  /** Begins to decide. */
  public void start(Hands<E, F> hands) {
    thread = Thread.ofPlatform().daemon().name(who + "-loop").start(() -> run(hands));
  }

  /** Lets the core decide, soon and in the order of the calls; waits only if much piles up. */
  public void submit(E event) throws InterruptedException {
    requests.put(new Request.Decide<>(event));
  }

  /** How much waits for the thread. */
  public int backlog() {
    return requests.size();
  }

  /**
   * Lets the core decide, and waits for the answer.
   *
   * @param event made of the number of the call, which {@link #answer} is given again
   * @throws IOException if there is no answer: the loop has ended, or the core failed
   */
  public A call(LongFunction<E> event) throws InterruptedException, IOException {
    long id = lastCall.incrementAndGet();
    CompletableFuture<A> answer = new CompletableFuture<>();
    calls.put(id, answer);
    try {
      submit(event.apply(id));
      return await(answer);
    } finally {
      calls.remove(id);
    }
  }

  /** Answers a call, unless nobody waits any more. */
  public void answer(long call, A answer) {
    CompletableFuture<A> asked = calls.get(call);
    if (asked != null) {
      asked.complete(answer);
    }
  }

  /** Ends a call without an answer. */
  public void fail(long call, RuntimeException reason) {
    CompletableFuture<A> asked = calls.get(call);
    if (asked != null) {
      asked.completeExceptionally(reason);
    }
  }

  /** All that is known after everything that was submitted before. */
  public V view() throws InterruptedException, IOException {
    CompletableFuture<V> view = new CompletableFuture<>();
    watch(view::complete);
    return await(view);
  }

  /**
   * Calls back on the loop's thread with all that is known at a moment, of which everything that is
   * announced later is news.
   */
  public void watch(Consumer<V> begin) throws InterruptedException {
    requests.put(new Request.Look<>(begin));
  }

  private <T> T await(CompletableFuture<T> future) throws InterruptedException, IOException {
    try {
      if (closed) {
        throw new IOException("this " + who + " has stopped");
      }
      return future.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("this " + who + " can't answer", e);
    }
  }

  private void run(Hands<E, F> hands) {
    try {
      while (!closed) {
        round(hands);
      }
    } catch (InterruptedException e) {
      LOG.debug("ends", e); // only close() interrupts
    } catch (IOException e) {
      LOG.error("state can't be written", e);
      failed.accept("state can't be written: " + e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("this is a bug", e);
      failed.accept("a bug: " + e);
    }
  }

  private void round(Hands<E, F> hands) throws InterruptedException, IOException {
    List<Request<E, V>> batch = new ArrayList<>();
    Request<E, V> first = requests.poll(pause().toNanos(), TimeUnit.NANOSECONDS);
    if (first != null) {
      batch.add(first);
      requests.drainTo(batch, MOST_AT_ONCE);
    }
    Instant now = clock.instant();
    List<F> effects = new ArrayList<>();
    for (Request<E, V> request : batch) {
      if (request instanceof Request.Decide<E, V>(E event)) {
        effects.addAll(decide(event, now, hands));
      }
    }
    if (core.wakeAt().filter(due -> !due.isAfter(now)).isPresent()) {
      effects.addAll(decide(hands.tick(), now, hands));
    }
    if (!effects.isEmpty()) {
      hands.write(effects);
      effects.forEach(hands::perform);
    }
    show(batch);
    if (System.nanoTime() - lookedAt >= LOOK_AGAIN.toNanos()) {
      hands.everySecond();
      lookedAt = System.nanoTime();
    }
  }

  private Duration pause() {
    Duration due =
        core.wakeAt().map(at -> Duration.between(clock.instant(), at)).orElse(LOOK_AGAIN);
    Duration least = Duration.ofMillis(1);
    return due.compareTo(least) < 0 ? least : due.compareTo(LOOK_AGAIN) > 0 ? LOOK_AGAIN : due;
  }

  /** A bug of the core costs the one who met it the answer, and nobody else anything. */
  private List<F> decide(E event, Instant now, Hands<E, F> hands) {
    try {
      return core.on(event, now);
    } catch (RuntimeException e) {
      LOG.error("could not decide on {}", event.getClass().getSimpleName(), e);
      hands.undecided(event, e);
      return List.of();
    }
  }

  private void show(List<Request<E, V>> batch) {
    V view = null;
    for (Request<E, V> request : batch) {
      if (request instanceof Request.Look<E, V>(Consumer<V> show)) {
        view = view == null ? core.view() : view;
        show.accept(view);
      }
    }
  }

  /** Ends the thread; nobody gets an answer any more. */
  @Override
  public void close() {
    closed = true;
    if (thread != null) {
      thread.interrupt();
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    IOException end = new IOException("this " + who + " has stopped");
    calls.values().forEach(call -> call.completeExceptionally(end));
  }
}
