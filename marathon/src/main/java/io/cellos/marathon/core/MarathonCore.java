package io.cellos.marathon.core;

import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.InstanceId;
import io.cellos.marathon.core.launch.OfferMatcher;
import io.cellos.marathon.core.view.MarathonView;
import io.cellos.marathon.model.AppId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;

/** Decides everything, one event after the other, in one thread. */
public final class MarathonCore {
  private final Books books;
  private final Deployments deployments;
  private final Settling settling;
  private final TreeChanges changes;
  private final Statuses statuses;
  private final HealthChecks healthChecks;
  private final Endings endings;
  private final Launching launching;
  private final Interest interest;
  private final Roles roles;
  private final Session session;
  private final Overview overview;

  /**
   * Goes on from what the last leader left.
   *
   * @param uuids gives random UUIDs
   */
  public MarathonCore(CoreSettings settings, Supplier<String> uuids, Stored stored, Instant now) {
    books = new Books(settings, uuids, stored.root(), now);
    HealthBook health = new HealthBook();
    Kills kills = new Kills(books);
    roles = new Roles(books, stored.roles());
    interest = new Interest(books);
    Failures failures = new Failures(books, stored.failures());
    endings = new Endings(books, kills, health, interest, roles);
    Deadlines deadlines = new Deadlines(books, kills, endings);
    Reconciliation reconciliation = new Reconciliation(books, roles, interest);
    Strays strays = new Strays(books);
    healthChecks = new HealthChecks(books, health, kills, failures);
    statuses =
        new Statuses(
            books, kills, endings, deadlines, healthChecks, failures, reconciliation, strays);
    deployments = new Deployments(books, failures);
    settling = new Settling(books, endings, deployments);
    changes = new TreeChanges(books, deployments);
    launching =
        new Launching(books, new OfferMatcher(settings.launch(), uuids), interest, deadlines);
    session =
        new Session(books, kills, strays, interest, reconciliation, roles, stored.framework());
    overview = new Overview(books, deployments, health, failures, session, roles);
    new Recovery(books, kills, endings, deadlines, deployments).from(stored);
  }

  /** What is to be done because of the event, in order. */
  public List<MarathonEffect> on(MarathonEvent event, Instant now) {
    books.now(now);
    books.timers().run(now);
    switch (event) {
      case MarathonEvent.Subscribed e -> session.subscribed(e.framework(), e.master());
      case MarathonEvent.Disconnected _ -> session.disconnected();
      case MarathonEvent.Offered e -> launching.on(e.offers());
      case MarathonEvent.Rescinded _ -> {} // none is ever held back
      case MarathonEvent.Updated e -> statuses.on(e.status());
      case MarathonEvent.ExecutorSaid e ->
          books.out().announce(new Announcement.ExecutorSaid(e.executor(), e.agent(), e.message()));
      case MarathonEvent.Leaving e -> leaving(e);
      case MarathonEvent.HealthChecked e -> healthChecks.on(e.task(), e.check(), e.failure());
      case MarathonEvent.ReadinessChecked e -> healthChecks.on(e.task(), e.result());
      case MarathonEvent.Change e -> {
        books.out().answer(e.call(), changes.change(e));
        interest.look();
      }
      case MarathonEvent.Kill e -> books.out().answer(e.call(), kill(e));
      case MarathonEvent.CancelDeployment e -> books.out().answer(e.call(), changes.cancel(e));
      case MarathonEvent.ResetDelay e -> books.out().answer(e.call(), resetDelay(e.spec()));
      case MarathonEvent.Tick _ -> {}
    }
    settle();
    roles.say();
    interest.say(roles.now());
    return books.out().take();
  }

  /** Until nothing is left to do for any app. */
  private void settle() {
    for (Optional<AppId> next = books.roster().takeDirty();
        next.isPresent();
        next = books.roster().takeDirty()) {
      settling.settle(next.get());
    }
  }

  private void leaving(MarathonEvent.Leaving event) {
    if (!event.agentIds().equals(books.roster().leavingAgents())) {
      books.roster().leaving(event.agentIds());
      books.roster().queue().forEach(crew -> interest.again(crew.id()));
    }
  }

  private Verdict kill(MarathonEvent.Kill event) {
    List<Instance> known =
        event.instances().stream().flatMap(id -> books.roster().find(id).stream()).toList();
    if (known.isEmpty() && !event.instances().isEmpty()) {
      InstanceId first = event.instances().getFirst();
      return new Verdict.Refused(new NoSuchElementException("Instance " + first + " not found"));
    }
    known.forEach(event.wipe() ? endings::decommission : endings::restart);
    return new Verdict.Done();
  }

  private Verdict resetDelay(AppId spec) {
    if (!books.roster().isQueued(spec)) {
      return new Verdict.Refused(
          new NoSuchElementException("Application " + spec + " not found in tasks queue."));
    }
    books.roster().crew(spec).backoff().reset();
    books.out().save(new MarathonEffect.SaveDelays(spec, Map.of()));
    interest.again(spec);
    return new Verdict.Done();
  }

  /** When a tick is wanted, whatever happens before. */
  public Optional<Instant> wakeAt() {
    return books.timers().next();
  }

  /** All that is known now; it does not change any more. */
  public MarathonView view() {
    return overview.view();
  }
}
