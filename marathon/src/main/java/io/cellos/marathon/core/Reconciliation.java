package io.cellos.marathon.core;

import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.Place;
import io.cellos.marathon.core.instance.Task;
import io.cellos.marathon.model.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.mesos.v1.scheduler.Protos.Call;

/** Compares what is known of tasks with what Mesos knows. */
final class Reconciliation {
  /** A call with more would be too big. */
  private static final int TASKS = 1000;

  private final Books books;
  private final Roles roles;
  private final Interest interest;
  private Timestamp subscribed = Timestamp.ZERO;
  private long round;

  Reconciliation(Books books, Roles roles, Interest interest) {
    this.books = books;
    this.roles = roles;
    this.interest = interest;
  }

  void subscribed() {
    subscribed = books.now();
    ask(++round);
  }

  private void ask(long mine) {
    if (mine != round || !books.out().isConnected()) {
      return;
    }
    Instant next = books.now().instant().plus(books.settings().reconcileAgain());
    books.timers().at(next, () -> ask(mine));
    List<Call.Reconcile.Task> asked = new ArrayList<>();
    for (Instance instance : books.roster().all()) {
      for (Task task : instance.tasks().values()) {
        if (!task.condition().isTerminal() && !isFresh(task)) {
          asked.add(Calls.asked(task.id().toString(), instance.place().map(Place::agentId)));
        }
      }
    }
    for (int from = 0; from < asked.size(); from += TASKS) {
      books.out().say(Calls.reconcile(asked.subList(from, Math.min(asked.size(), from + TASKS))));
    }
    books.out().say(Calls.reconcile(List.of()));
    roles.left().forEach(interest::lookForLeftovers); // an agent may be back that has some
  }

  /**
   * Whether Mesos may not have heard of the task yet. What was launched in an earlier subscription
   * it has, or never will: it takes nothing from that any more.
   */
  boolean isFresh(Task task) {
    long confirm = books.settings().launch().taskLaunchConfirmTimeoutMillis();
    return !task.stagedAt().isBefore(subscribed)
        && task.stagedAt().instant().plusMillis(confirm).isAfter(books.now().instant());
  }
}
