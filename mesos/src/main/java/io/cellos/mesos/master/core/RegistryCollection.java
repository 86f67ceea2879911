package io.cellos.mesos.master.core;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.mesos.v1.Protos.AgentID;

/**
 * Agents that have been unreachable or gone for very long, or are too many, are forgotten, the
 * oldest first. One that comes back after that is as one the registry never knew.
 */
final class RegistryCollection {
  private final Books books;

  RegistryCollection(Books books) {
    this.books = books;
  }

  /** Looks after a while for the first time, and again and again. */
  void begin(Instant now) {
    books.timers().at(now.plus(books.settings().retention().agentsLookedAt()), this::look);
  }

  private void look(Instant now) {
    begin(now);
    List<AgentID> unreachable =
        due(
            books.agents().unreachable().values().stream()
                .map(agent -> Map.entry(agent.info().getId(), agent.since()))
                .toList(),
            now);
    for (AgentID id : unreachable) {
      books.agents().unreachable().remove(id);
      books.cluster().forgetUnreachable(id);
      books.out().forget(Registry.agent(id));
      books.out().forget(Registry.unreachable(id));
    }
    for (AgentID id : due(List.copyOf(books.agents().gone().entrySet()), now)) {
      books.agents().gone().remove(id);
      books.out().forget(Registry.gone(id));
    }
  }

  private List<AgentID> due(List<Map.Entry<AgentID, Instant>> agents, Instant now) {
    List<Map.Entry<AgentID, Instant>> oldestFirst =
        agents.stream().sorted(Map.Entry.comparingByValue()).toList();
    int tooMany = oldestFirst.size() - books.settings().retention().agents();
    Instant tooOld = now.minus(books.settings().retention().agentAge());
    return IntStream.range(0, oldestFirst.size())
        .filter(i -> i < tooMany || oldestFirst.get(i).getValue().isBefore(tooOld))
        .mapToObj(i -> oldestFirst.get(i).getKey())
        .toList();
  }
}
