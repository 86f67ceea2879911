package io.cellos.mesos.agent;

import io.cellos.mesos.agent.core.AgentCore;
import io.cellos.mesos.agent.core.AgentEffect;
import io.cellos.mesos.agent.core.AgentEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread on which the core decides and its effects are begun. */
final class AgentLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AgentLoop.class);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  /** Does what the core says; must not wait long. */
  interface Hands {
    void perform(List<AgentEffect> effects);
  }

  private sealed interface Work {
    record Happened(AgentEvent event) implements Work {}

    record Ask(Runnable question) implements Work {}
  }

  private final AgentCore core;
  private final BlockingQueue<Work> queue = new LinkedBlockingQueue<>();
  private Thread thread;

  AgentLoop(AgentCore core) {
    this.core = core;
  }

  /**
   * @param first is done before anything else
   */
  void start(List<AgentEffect> first, Hands hands) {
    thread = Thread.ofPlatform().daemon().name("agent").start(() -> run(first, hands));
  }

  void submit(AgentEvent event) {
    queue.add(new Work.Happened(event));
  }

  /** Asks the core, on its thread, after all that happened before. */
  <T> T ask(Function<AgentCore, T> question) throws InterruptedException {
    CompletableFuture<T> answer = new CompletableFuture<>();
    queue.add(
        new Work.Ask(
            () -> {
              try {
                answer.complete(question.apply(core));
              } catch (RuntimeException e) {
                answer.completeExceptionally(e);
              }
            }));
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (CancellationException e) {
      throw new InterruptedException();
    }
  }

  private void run(List<AgentEffect> first, Hands hands) {
    try {
      hands.perform(first);
      while (true) {
        Work work = queue.poll(untilTick().toNanos(), TimeUnit.NANOSECONDS);
        Instant now = Instant.now();
        if (core.nextTick().filter(time -> !time.isAfter(now)).isPresent()) {
          hands.perform(core.on(new AgentEvent.Tick(), now));
        }
        switch (work) {
          case null -> {}
          case Work.Happened happened -> hands.perform(core.on(happened.event(), now));
          case Work.Ask ask -> ask.question().run();
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("ends", e);
    }
  }

  private Duration untilTick() {
    return core.nextTick()
        .map(time -> Duration.between(Instant.now(), time))
        .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
        .filter(wait -> wait.compareTo(LONGEST_WAIT) < 0)
        .orElse(LONGEST_WAIT);
  }

  /** Begins nothing more. */
  @Override
  public void close() {
    if (thread == null) {
      return;
    }
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
