package io.cellos.marathon.scheduler;

import io.cellos.marathon.core.MarathonEvent;
import java.util.Optional;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Mesos says, as the core hears it. */
final class Events {
  private static final Logger LOG = LoggerFactory.getLogger(Events.class);

  private Events() {}

  /** Nothing if the core need not know. */
  static Optional<MarathonEvent> read(Event event) {
    return switch (event.getType()) {
      case SUBSCRIBED -> {
        Event.Subscribed begun = event.getSubscribed();
        yield Optional.of(
            new MarathonEvent.Subscribed(
                begun.getFrameworkId(),
                begun.hasMasterInfo() ? Optional.of(begun.getMasterInfo()) : Optional.empty()));
      }
      case OFFERS -> Optional.of(new MarathonEvent.Offered(event.getOffers().getOffersList()));
      case RESCIND -> Optional.of(new MarathonEvent.Rescinded(event.getRescind().getOfferId()));
      case UPDATE -> Optional.of(new MarathonEvent.Updated(event.getUpdate().getStatus()));
      case MESSAGE -> {
        Event.Message said = event.getMessage();
        yield Optional.of(
            new MarathonEvent.ExecutorSaid(
                said.getExecutorId().getValue(), said.getAgentId().getValue(), said.getData()));
      }
      case FAILURE -> {
        LOG.info("Mesos reports a failure: {}", event.getFailure());
        yield Optional.empty(); // updates of its tasks follow
      }
      case UNKNOWN,
          INVERSE_OFFERS,
          RESCIND_INVERSE_OFFER,
          UPDATE_OPERATION_STATUS,
          ERROR,
          HEARTBEAT ->
          Optional.empty();
    };
  }
}
