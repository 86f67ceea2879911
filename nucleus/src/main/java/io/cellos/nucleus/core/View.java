package io.cellos.nucleus.core;

import io.cellos.nucleus.membership.Ensemble;
import io.cellos.nucleus.membership.Goal;
import io.cellos.nucleus.membership.Registration;
import java.util.List;
import java.util.Set;

/**
 * Everything a plan is made from, as the leader's node sees it at one moment. The parts are read
 * one after the other, so they may contradict each other; a plan is safe all the same, because each
 * step names the version it was made from.
 *
 * @param registrations first come first
 * @param quorum ZooKeeper's committed configuration
 * @param leader id of the server that leads
 * @param serving ids of the servers that answer as synced members; the leader's is among them
 */
public record View(
    Goal goal,
    List<Registration> registrations,
    Ensemble record,
    Quorum quorum,
    int leader,
    Set<Integer> serving) {
  public View {
    registrations = List.copyOf(registrations);
    serving = Set.copyOf(serving);
  }
}
