package io.cellos.marathon.core;

import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.launch.OfferMatch;
import io.cellos.marathon.model.Timestamp;
import java.util.Collection;
import org.apache.mesos.v1.Protos.Offer;

/** Decides whether an instance can be launched on an offer, as {@code OfferMatcher} does. */
@FunctionalInterface
interface Matcher {
  OfferMatch match(Offer offer, Instance instance, Collection<Instance> others, Timestamp now);
}
