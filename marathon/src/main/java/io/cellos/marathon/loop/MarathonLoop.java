package io.cellos.marathon.loop;

import io.cellos.base.lifecycle.DecisionLoop;
import io.cellos.marathon.core.Announcement;
import io.cellos.marathon.core.MarathonEffect;
import io.cellos.marathon.core.MarathonEvent;
import io.cellos.marathon.core.Verdict;
import io.cellos.marathon.core.view.MarathonView;
import io.cellos.marathon.service.History;
import io.cellos.marathon.service.Service;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** The thread that a leading Marathon decides in; what others hear of it is stored. */
public final class MarathonLoop implements Service, AutoCloseable {
  private final DecisionLoop<MarathonEvent, MarathonEffect, MarathonView, Verdict> loop;
  private final History history;
  private final Consumer<String> end;
  private final Listeners listeners = new Listeners();

  /**
   * A loop that does nothing yet; events may be submitted.
   *
   * @param end called with the reason when this one must not lead any more
   */
  public MarathonLoop(Core core, History history, Clock clock, Consumer<String> end) {
    this.loop = new DecisionLoop<>("marathon", core, clock, end);
    this.history = history;
    this.end = end;
  }

  /** Begins to decide. */
  public void start(Store store, Mesos mesos, Checks checks) {
    loop.start(new MarathonHands(store, mesos, checks));
  }

  /** Lets the core decide, soon and in the order of the calls; waits only if much piles up. */
  public void submit(MarathonEvent event) throws InterruptedException {
    loop.submit(event);
  }

  @Override
  public Verdict call(LongFunction<MarathonEvent> event) throws IOException, InterruptedException {
    return loop.call(event);
  }

  @Override
  public MarathonView view() throws IOException, InterruptedException {
    return loop.view();
  }

  @Override
  public History history() {
    return history;
  }

  @Override
  public Subscription listen(Consumer<Announcement> listener) {
    return listeners.add(listener);
  }

  @Override
  public void abdicate() {
    end.accept("was asked to lead no more");
  }

  @Override
  public void close() {
    loop.close();
  }

  /** What the loop does with decisions. */
  private final class MarathonHands implements DecisionLoop.Hands<MarathonEvent, MarathonEffect> {
    private final Store store;
    private final Mesos mesos;
    private final Checks checks;

    MarathonHands(Store store, Mesos mesos, Checks checks) {
      this.store = store;
      this.mesos = mesos;
      this.checks = checks;
    }

    @Override
    public MarathonEvent tick() {
      return new MarathonEvent.Tick();
    }

    @Override
    public void write(List<MarathonEffect> effects) throws IOException, InterruptedException {
      List<MarathonEffect.Durable> durable =
          effects.stream()
              .filter(MarathonEffect.Durable.class::isInstance)
              .map(MarathonEffect.Durable.class::cast)
              .toList();
      if (!durable.isEmpty()) {
        store.write(durable);
      }
    }

    @Override
    public void perform(MarathonEffect effect) {
      switch (effect) {
        case MarathonEffect.Say(var call) -> mesos.say(call);
        case MarathonEffect.Answer(var call, var verdict) -> loop.answer(call, verdict);
        case MarathonEffect.Announce(var announcement) -> listeners.tell(announcement);
        case MarathonEffect.Watch(var instance) -> checks.watch(instance);
        case MarathonEffect.Unwatch(var instance) -> checks.unwatch(instance);
        case MarathonEffect.Durable _ -> {} // done already
      }
    }

    @Override
    public void undecided(MarathonEvent event, RuntimeException bug) {
      switch (event) {
        case MarathonEvent.Change asked -> loop.fail(asked.call(), bug);
        case MarathonEvent.Kill asked -> loop.fail(asked.call(), bug);
        case MarathonEvent.CancelDeployment asked -> loop.fail(asked.call(), bug);
        case MarathonEvent.ResetDelay asked -> loop.fail(asked.call(), bug);
        case MarathonEvent.Subscribed _,
            MarathonEvent.Disconnected _,
            MarathonEvent.Offered _,
            MarathonEvent.Rescinded _,
            MarathonEvent.Updated _,
            MarathonEvent.ExecutorSaid _,
            MarathonEvent.Leaving _,
            MarathonEvent.HealthChecked _,
            MarathonEvent.ReadinessChecked _,
            MarathonEvent.Tick _ -> {}
      }
    }
  }
}
