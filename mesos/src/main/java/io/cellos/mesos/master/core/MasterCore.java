package io.cellos.mesos.master.core;

import com.google.protobuf.ByteString;
import io.cellos.mesos.link.ToMaster;
import io.cellos.mesos.master.core.state.Agent;
import io.cellos.mesos.master.core.state.Framework;
import io.cellos.mesos.master.core.view.MasterView;
import io.cellos.protocols.mesos.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.MasterInfo;
import org.apache.mesos.v1.scheduler.Protos.Event;

/**
 * What a leading master decides. One is made when leadership begins, from the registry that the
 * last leader left. It is for one thread.
 */
public final class MasterCore {
  /** Offers are made at once, but not more often than this. */
  private static final Duration BREATH = Duration.ofMillis(20);

  private final Books books;
  private final Schedulers schedulers;
  private final SchedulerCalls schedulerCalls;
  private final OperatorCalls operatorCalls;
  private final Admission admission;
  private final Departures departures;
  private final Tasks tasks;
  private final Offering offering;
  private final Draining draining;
  private final Overview overview;
  private Instant allocated = Instant.EPOCH;

  /**
   * @param self its id begins the ids of everything that this leader names
   * @param registry all entries, by key
   */
  public MasterCore(
      MasterInfo self, MasterSettings settings, Map<String, ByteString> registry, Instant now) {
    books = Books.of(self, settings);
    Machines machines = new Machines(books);
    tasks = new Tasks(books);
    offering = new Offering(books, machines);
    Interests interests = new Interests(books);
    schedulers = new Schedulers(books, offering, tasks, interests);
    departures = new Departures(books, offering, tasks);
    draining = new Draining(books, offering, departures, machines);
    admission = new Admission(books, departures, new Rejoining(books, tasks, schedulers), machines);
    Operations operations = new Operations(books);
    Acceptance acceptance =
        new Acceptance(books, offering, tasks, new Launching(books, tasks), operations);
    schedulerCalls =
        new SchedulerCalls(
            books,
            schedulers,
            interests,
            offering,
            acceptance,
            tasks,
            new Reconciliation(books),
            machines);
    Shares shares = new Shares(books, offering);
    operatorCalls =
        new OperatorCalls(
            books,
            schedulers,
            departures,
            draining,
            new OperatorResources(books, offering, operations),
            shares,
            new Maintenance(books, machines, offering, departures));
    overview = new Overview(books, shares, machines);
    new Recovery(books, schedulers, departures, shares, machines).from(registry, now);
    new RegistryCollection(books).begin(now);
  }

  /** What is to be done about the event, in this order. */
  public List<MasterEffect> on(MasterEvent event, Instant now) {
    books.timers().run(now);
    switch (event) {
      case MasterEvent.Subscribe e -> schedulers.subscribe(e.stream(), e.call(), now);
      case MasterEvent.SchedulerCall e -> schedulerCalls.on(e, now);
      case MasterEvent.SchedulerGone e -> schedulers.gone(e.stream(), now);
      case MasterEvent.AgentJoined e -> {
        admission.join(e.link(), e.register(), now);
        books.agents().byLink(e.link()).ifPresent(agent -> draining.look(agent, now));
      }
      case MasterEvent.AgentSaid e ->
          books.agents().byLink(e.link()).ifPresent(agent -> said(agent, e.message(), now));
      case MasterEvent.AgentGone e -> departures.linkLost(e.link());
      case MasterEvent.OperatorCall e -> operatorCalls.on(e, now);
      case MasterEvent.Tick e -> {}
    }
    draining.look(now);
    allocate(now);
    return books.out().take();
  }

  private void said(Agent agent, ToMaster message, Instant now) {
    agent.hear(now);
    switch (message) {
      case ToMaster.Register m -> {} // comes as its own event
      case ToMaster.Update m -> {
        books.counters().count("messages_status_update");
        tasks.update(agent, m);
      }
      case ToMaster.ExecutorMessage m -> {
        books.counters().count("messages_executor_to_framework");
        relay(agent, m);
      }
      case ToMaster.ExecutorExited m -> {
        books.counters().count("messages_exited_executor");
        tasks.executorExited(agent, m);
      }
      case ToMaster.Unregister m -> {
        books.counters().count("messages_unregister_slave");
        departures.unregister(agent, now);
      }
      case ToMaster.Heartbeat m -> {}
    }
  }

  private void relay(Agent agent, ToMaster.ExecutorMessage message) {
    Optional<Framework> framework = books.frameworks().find(message.framework());
    books
        .counters()
        .count((framework.isPresent() ? "valid" : "invalid") + "_executor_to_framework_messages");
    framework.ifPresent(
        to ->
            books
                .out()
                .tell(
                    to,
                    Event.newBuilder()
                        .setType(Event.Type.MESSAGE)
                        .setMessage(
                            Event.Message.newBuilder()
                                .setAgentId(agent.id())
                                .setExecutorId(message.executor())
                                .setData(message.data()))));
  }

  private void allocate(Instant now) {
    if (books.allocator().hasQuotas()
        && !now.isBefore(allocated.plus(books.settings().allocationInterval()))) {
      books.allocator().allDirty(); // what one agent may give depends on all others
    }
    books.allocator().expire(now);
    if (books.allocator().isDirty() && !now.isBefore(allocated.plus(BREATH))) {
      allocated = now;
      offering.allocate(now);
    }
  }

  /** When it wants a tick, if nothing happens before; empty if nothing is due ever. */
  public Optional<Instant> wakeAt() {
    return Stream.of(
            books.timers().next(),
            books.allocator().nextExpiry(),
            books.allocator().isDirty()
                ? Optional.of(allocated.plus(BREATH))
                : Optional.<Instant>empty(),
            books.allocator().hasQuotas()
                ? Optional.of(allocated.plus(books.settings().allocationInterval()))
                : Optional.<Instant>empty())
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
  }

  /** Cheap: only what changed since the last time is made anew. */
  public MasterView view() {
    return overview.view();
  }

  /** What of an agent is nobody's at this moment. */
  public Resources free(AgentID agent) {
    return books.allocator().free(agent);
  }

  /** How many candidates for offers were looked at so far: what allocation costs. */
  public long allocationSteps() {
    return books.allocator().steps();
  }
}
