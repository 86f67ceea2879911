package io.cellos.nucleus;

import io.cellos.nucleus.membership.Ensemble;
import io.cellos.protocols.exhibitor.ServiceState;
import java.util.Optional;

/**
 * What this node knows about itself at one moment.
 *
 * @param record the agreed ensemble as last read; empty before it formed
 * @param waitingFor for people; empty when it serves as a member
 */
record MemberStatus(
    ServiceState state, boolean leader, Optional<Ensemble> record, Optional<String> waitingFor) {

  static MemberStatus initial() {
    return new MemberStatus(
        ServiceState.LATENT, false, Optional.empty(), Optional.of("the shared store"));
  }
}
