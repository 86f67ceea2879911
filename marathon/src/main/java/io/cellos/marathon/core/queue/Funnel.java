package io.cellos.marathon.core.queue;

import io.cellos.marathon.core.launch.Reason;
import io.cellos.marathon.core.view.QueueEntry;
import io.cellos.marathon.model.RunSpec;
import io.cellos.marathon.model.Timestamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.mesos.v1.Protos.Offer;

/** Where offers end on their way to an app or a pod that waits. */
public final class Funnel {
  /** So many agents' last offers are kept; with more, those that were not offered lately go. */
  private static final int AGENTS = 200;

  private final Timestamp since;
  private final Map<String, QueueEntry.Unused> unused = new LinkedHashMap<>();
  private final Map<Reason, Long> sums = new EnumMap<>(Reason.class);
  private long processed;
  private long refused;
  private Optional<Timestamp> lastUsed = Optional.empty();

  /**
   * @param since when the first instance began to wait
   */
  public Funnel(Timestamp since) {
    this.since = since;
  }

  public void fits(Offer offer, Timestamp now) {
    processed++;
    lastUsed = Optional.of(now);
    unused.remove(offer.getAgentId().getValue());
  }

  public void misfits(Offer offer, Set<Reason> reasons, Timestamp now) {
    processed++;
    refused++;
    first(reasons).ifPresent(reason -> sums.merge(reason, 1L, Long::sum));
    String agent = offer.getAgentId().getValue();
    unused.remove(agent);
    unused.put(agent, new QueueEntry.Unused(offer, reasons, now));
    if (unused.size() > AGENTS) {
      unused.remove(unused.keySet().iterator().next());
    }
  }

  private static Optional<Reason> first(Set<Reason> reasons) {
    return reasons.stream().min(Comparator.naturalOrder());
  }

  /** What of it others see. */
  public QueueEntry entry(RunSpec spec, int waiting, Timestamp backoffUntil) {
    Map<Reason, Integer> last = new EnumMap<>(Reason.class);
    List<QueueEntry.Unused> offers = new ArrayList<>(unused.values());
    offers.forEach(
        offer -> first(offer.reasons()).ifPresent(reason -> last.merge(reason, 1, Integer::sum)));
    return new QueueEntry(
        spec,
        waiting,
        since,
        backoffUntil,
        processed,
        refused,
        lastUsed,
        last,
        offers.size(),
        sums,
        offers);
  }
}
