package io.cellos.marathon.core.launch;

import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.model.Timestamp;
import java.util.Collection;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.mesos.v1.Protos.Offer;

/** Decides whether an instance can be launched on an offer, and how. */
public final class OfferMatcher {
  /**
   * @param uuids gives random UUIDs, for volumes
   */
  public OfferMatcher(LaunchSettings settings, Supplier<String> uuids) {}

  /**
   * @param offer what is left of it; offers of one agent may have been merged by the caller
   * @param instance SCHEDULED; with volumes, if it was launched before and keeps data
   * @param others the other instances of the app or pod, which constraints look at
   */
  public OfferMatch match(
      Offer offer, Instance instance, Collection<Instance> others, Timestamp now) {
    return new OfferMatch.Misfits(Set.of()); // to be written
  }
}
