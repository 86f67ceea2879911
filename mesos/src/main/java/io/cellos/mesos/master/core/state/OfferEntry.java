package io.cellos.mesos.master.core.state;

import io.cellos.protocols.mesos.Resources;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.OfferID;

/**
 * An offer that is not answered yet.
 *
 * @param offer in the form after refinement, with its allocation
 * @param resources without allocation
 */
public record OfferEntry(Offer offer, Resources resources) {
  public OfferID id() {
    return offer.getId();
  }

  public FrameworkID framework() {
    return offer.getFrameworkId();
  }

  public AgentID agent() {
    return offer.getAgentId();
  }

  public String role() {
    return offer.getAllocationInfo().getRole();
  }
}
