package io.cellos.marathon.core.launch;

import io.cellos.marathon.core.instance.Place;
import java.util.Optional;
import org.apache.mesos.v1.Protos.DomainInfo.FaultDomain;
import org.apache.mesos.v1.Protos.Offer;

/** The agents of offers. */
final class Places {
  private Places() {}

  static Place of(Offer offer) {
    Optional<FaultDomain> domain =
        offer.getDomain().hasFaultDomain()
            ? Optional.of(offer.getDomain().getFaultDomain())
            : Optional.empty();
    return new Place(
        offer.getHostname(),
        offer.getAgentId().getValue(),
        domain.map(known -> known.getRegion().getName()),
        domain.map(known -> known.getZone().getName()),
        offer.getAttributesList());
  }
}
