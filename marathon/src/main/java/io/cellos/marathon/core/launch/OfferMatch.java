package io.cellos.marathon.core.launch;

import io.cellos.marathon.core.instance.Instance;
import java.util.List;
import java.util.Set;
import org.apache.mesos.v1.Protos.Offer;

/** Whether an instance can be launched on what is left of an offer. */
public sealed interface OfferMatch {
  /**
   * It can.
   *
   * @param instance PROVISIONED, with its place, its tasks and, if it has any, its volumes
   * @param operations what Mesos is asked to do with the offer, in order
   * @param rest the offer without what they use
   */
  record Fits(Instance instance, List<Offer.Operation> operations, Offer rest)
      implements OfferMatch {
    public Fits {
      operations = List.copyOf(operations);
    }
  }

  /** It can't; all reasons that were found. */
  record Misfits(Set<Reason> reasons) implements OfferMatch {
    public Misfits {
      reasons = Set.copyOf(reasons);
    }
  }
}
