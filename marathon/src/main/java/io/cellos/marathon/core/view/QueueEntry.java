package io.cellos.marathon.core.view;

import io.cellos.marathon.core.launch.Reason;
import io.cellos.marathon.model.RunSpec;
import io.cellos.marathon.model.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.mesos.v1.Protos.Offer;

/**
 * An app or pod with instances that wait for offers.
 *
 * @param waiting how many instances are still to be launched
 * @param since when the first of them began to wait
 * @param backoffUntil nothing is launched before
 * @param processed offers that were looked at since then
 * @param unused those of them that did not fit
 * @param lastUsed when the last offer that fitted came
 * @param last whether the last offers looked at fitted, by reason: how many were refused for it; of
 *     those of the last round
 * @param lastOffers of the last round
 * @param sums all offers since the app waits, by the first reason that was in the way
 * @param unusedOffers the last offer of each agent that did not fit
 */
public record QueueEntry(
    RunSpec spec,
    int waiting,
    Timestamp since,
    Timestamp backoffUntil,
    long processed,
    long unused,
    Optional<Timestamp> lastUsed,
    Map<Reason, Integer> last,
    int lastOffers,
    Map<Reason, Long> sums,
    List<Unused> unusedOffers) {
  public QueueEntry {
    last = Map.copyOf(last);
    sums = Map.copyOf(sums);
    unusedOffers = List.copyOf(unusedOffers);
  }

  /** An offer that did not fit. */
  public record Unused(Offer offer, Set<Reason> reasons, Timestamp at) {
    public Unused {
      reasons = Set.copyOf(reasons);
    }
  }
}
