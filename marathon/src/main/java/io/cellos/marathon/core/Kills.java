package io.cellos.marathon.core;

import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.InstanceId;
import io.cellos.marathon.core.instance.Place;
import io.cellos.marathon.core.instance.Task;
import io.cellos.marathon.model.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.mesos.v1.scheduler.Protos.Call;

/**
 * Kills, said again and again until Mesos says that the task is over: calls get lost, and so do
 * agents.
 */
final class Kills {
  private final Books books;

  /** When it was last said, the longest ago first. */
  private final Map<InstanceId, Timestamp> said = new LinkedHashMap<>();

  private Optional<Instant> wake = Optional.empty();

  Kills(Books books) {
    this.books = books;
  }

  void begin(Instance instance) {
    if (!said.containsKey(instance.id())) {
      kill(instance);
    }
  }

  boolean isKilling(InstanceId instance) {
    return said.containsKey(instance);
  }

  /** There is nothing to kill any more. */
  void end(InstanceId instance) {
    said.remove(instance);
  }

  /** All of them in a new subscription, in which all tasks are asked about anyway. */
  void sayAgain() {
    List.copyOf(said.keySet()).forEach(id -> again(id, this::kill));
  }

  private void again(InstanceId id, Consumer<Instance> say) {
    said.remove(id);
    books.roster().find(id).filter(instance -> !instance.isOver()).ifPresent(say);
  }

  /** A task that Mesos does not know ends by no kill, but by the answer that it is not known. */
  private void killAndAsk(Instance instance) {
    kill(instance);
    List<Call.Reconcile.Task> asked =
        instance.tasks().values().stream()
            .filter(task -> !task.condition().isTerminal())
            .map(task -> Calls.asked(task.id().toString(), instance.place().map(Place::agentId)))
            .toList();
    books.out().say(Calls.reconcile(asked));
  }

  private void kill(Instance instance) {
    for (Task task : instance.tasks().values()) {
      if (!task.condition().isTerminal()) {
        books.out().say(Calls.kill(task.id().toString(), instance.place().map(Place::agentId)));
      }
    }
    said.put(instance.id(), books.now());
    wake();
  }

  private void wake() {
    if (wake.isEmpty() && !said.isEmpty()) {
      Instant next = due(said.values().iterator().next());
      wake = Optional.of(next);
      books.timers().at(next, this::retry);
    }
  }

  private Instant due(Timestamp last) {
    return last.instant().plus(books.settings().killRetry());
  }

  private void retry() {
    wake = Optional.empty();
    List<InstanceId> late =
        said.entrySet().stream()
            .filter(entry -> !due(entry.getValue()).isAfter(books.now().instant()))
            .map(Map.Entry::getKey)
            .toList();
    late.forEach(id -> again(id, this::killAndAsk));
    wake();
  }
}
