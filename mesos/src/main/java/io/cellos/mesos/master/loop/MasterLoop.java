package io.cellos.mesos.master.loop;

import io.cellos.base.lifecycle.DecisionLoop;
import io.cellos.mesos.master.core.MasterEffect;
import io.cellos.mesos.master.core.MasterEvent;
import io.cellos.mesos.master.core.Verdict;
import io.cellos.mesos.master.core.view.MasterView;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.mesos.v1.scheduler.Protos.Call;

/** The thread that a leading master decides in; what others hear of it is in the registry. */
public final class MasterLoop implements AutoCloseable {
  private final DecisionLoop<MasterEvent, MasterEffect, MasterView, Verdict> loop;
  private final Performer performer;

  private MasterLoop(Core core, Clock clock, Consumer<String> failed) {
    this.loop = new DecisionLoop<>("master", core, clock, failed);
    this.performer = new Performer(loop::answer);
  }

  /**
   * Begins to decide.
   *
   * @param patience with clients that do not read
   * @param failed called once if it can't go on: this master must stop
   */
  public static MasterLoop start(
      Core core, Registry registry, Clock clock, Duration patience, Consumer<String> failed) {
    MasterLoop master = new MasterLoop(core, clock, failed);
    master.loop.start(new MasterHands(registry, patience, master.performer, master.loop::fail));
    return master;
  }

  /** Where what is said to schedulers, agents and watchers goes. */
  public Performer clients() {
    return performer;
  }

  /** Lets the core decide, soon and in the order of the calls; waits only if much piles up. */
  public void submit(MasterEvent event) throws InterruptedException {
    loop.submit(event);
  }

  /** How much waits for the thread. */
  public int backlog() {
    return loop.backlog();
  }

  /** What becomes of a scheduler's call. */
  public Verdict schedulerCall(String stream, Call call) throws InterruptedException, IOException {
    return loop.call(id -> new MasterEvent.SchedulerCall(id, stream, call));
  }

  /** What becomes of an operator's call. */
  public Verdict operatorCall(org.apache.mesos.v1.master.Protos.Call call)
      throws InterruptedException, IOException {
    return loop.call(id -> new MasterEvent.OperatorCall(id, call));
  }

  /** All that is known after everything that was submitted before. */
  public MasterView view() throws InterruptedException, IOException {
    return loop.view();
  }

  /**
   * Calls back on the loop's thread with all that is known at a moment, of which everything that is
   * announced later is news.
   */
  public void watch(Consumer<MasterView> begin) throws InterruptedException {
    loop.watch(begin);
  }

  /** Ends the thread and all connections. */
  @Override
  public void close() {
    loop.close();
    performer.cutAll();
  }

  /** What the loop does with decisions. */
  private record MasterHands(
      Registry registry, Duration patience, Performer performer, Failures failures)
      implements DecisionLoop.Hands<MasterEvent, MasterEffect> {
    @Override
    public MasterEvent tick() {
      return new MasterEvent.Tick();
    }

    @Override
    public void write(List<MasterEffect> effects) throws IOException, InterruptedException {
      List<MasterEffect> changes = effects.stream().filter(MasterHands::isChange).toList();
      if (!changes.isEmpty()) {
        registry.write(changes);
      }
    }

    private static boolean isChange(MasterEffect effect) {
      return effect instanceof MasterEffect.Save || effect instanceof MasterEffect.Forget;
    }

    @Override
    public void perform(MasterEffect effect) {
      performer.perform(effect);
    }

    @Override
    public void undecided(MasterEvent event, RuntimeException bug) {
      switch (event) {
        case MasterEvent.SchedulerCall call -> failures.fail(call.callId(), bug);
        case MasterEvent.OperatorCall call -> failures.fail(call.callId(), bug);
        case MasterEvent.Subscribe call -> performer.cutScheduler(call.stream());
        case MasterEvent.AgentJoined call -> performer.cutAgent(call.link());
        case MasterEvent.SchedulerGone _,
            MasterEvent.AgentSaid _,
            MasterEvent.AgentGone _,
            MasterEvent.Tick _ -> {}
      }
    }

    @Override
    public void everySecond() {
      performer.checkPace(patience);
    }
  }

  /** Ends calls without an answer. */
  private interface Failures {
    void fail(long callId, RuntimeException reason);
  }
}
