package io.cellos.mesos.master.core;

import io.cellos.mesos.master.core.allocation.Grant;
import io.cellos.mesos.master.core.state.Agent;
import io.cellos.mesos.master.core.state.Framework;
import io.cellos.mesos.master.core.state.OfferEntry;
import io.cellos.mesos.master.core.view.FrameworkCounts.OfferFate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.mesos.v1.Protos.Address;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.Filters;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.OfferID;
import org.apache.mesos.v1.Protos.Resource.AllocationInfo;
import org.apache.mesos.v1.Protos.URL;
import org.apache.mesos.v1.scheduler.Protos.Event;

/** Makes offers of what the allocator grants, and takes them back. */
final class Offering {
  private static final double DEFAULT_REFUSE_SECONDS = 5;
  private static final double LONGEST_REFUSE_SECONDS = Duration.ofDays(365).toSeconds();

  private final Books books;
  private final Machines machines;

  Offering(Books books, Machines machines) {
    this.books = books;
    this.machines = machines;
  }

  void allocate(Instant now) {
    Map<FrameworkID, List<Offer>> offers = new LinkedHashMap<>();
    for (Grant grant : books.allocator().grants()) {
      offers.computeIfAbsent(grant.framework(), f -> new ArrayList<>()).add(offer(grant, now));
    }
    offers.forEach(
        (id, list) ->
            books
                .out()
                .tell(
                    books.frameworks().known(id),
                    Event.newBuilder()
                        .setType(Event.Type.OFFERS)
                        .setOffers(Event.Offers.newBuilder().addAllOffers(list))));
  }

  private Offer offer(Grant grant, Instant now) {
    Framework framework = books.frameworks().known(grant.framework());
    Agent agent = books.agents().known(grant.agent());
    AgentInfo info = agent.info();
    Offer.Builder offer =
        Offer.newBuilder()
            .setId(books.names().offer())
            .setFrameworkId(grant.framework())
            .setAgentId(grant.agent())
            .setHostname(info.getHostname())
            .setUrl(url(info))
            .addAllResources(grant.resources().allocate(grant.role()).list())
            .addAllAttributes(info.getAttributesList())
            .setAllocationInfo(AllocationInfo.newBuilder().setRole(grant.role()));
    agent
        .executors(grant.framework())
        .forEach(executor -> offer.addExecutorIds(executor.info().getExecutorId()));
    if (info.hasDomain()) {
      offer.setDomain(info.getDomain());
    }
    machines.unavailability(info).ifPresent(offer::setUnavailability);
    OfferEntry entry = new OfferEntry(offer.build(), grant.resources());
    books.cluster().addOffer(entry);
    books
        .settings()
        .offerTimeout()
        .ifPresent(timeout -> books.timers().at(now.plus(timeout), t -> timedOut(entry.id())));
    return Format.outgoing(framework, entry.offer());
  }

  static URL url(AgentInfo info) {
    return URL.newBuilder()
        .setScheme("http")
        .setAddress(
            Address.newBuilder()
                .setHostname(info.getHostname())
                .setIp(info.getHostname())
                .setPort(info.getPort()))
        .setPath("/slave(1)")
        .build();
  }

  private void timedOut(OfferID id) {
    books.cluster().offer(id).ifPresent(this::rescind);
  }

  void rescind(OfferEntry offer) {
    books
        .out()
        .tell(
            books.frameworks().known(offer.framework()),
            Event.newBuilder()
                .setType(Event.Type.RESCIND)
                .setRescind(Event.Rescind.newBuilder().setOfferId(offer.id())));
    books.frameworks().known(offer.framework()).counters().offer(OfferFate.RESCINDED);
    books.cluster().removeOffer(offer);
  }

  void rescindAll(Agent agent) {
    agent.offers().forEach(this::rescind);
    machines.rescindInverse(agent);
  }

  /** The framework can't answer them any more. */
  void discardAll(Framework framework) {
    framework.offers().forEach(books.cluster()::removeOffer);
    framework.inverseOffers().forEach(books.cluster()::removeInverseOffer);
  }

  /** It takes nothing of these offers. */
  void decline(Framework framework, List<OfferID> ids, Filters filters, Instant now) {
    for (OfferID id : ids) {
      Optional<OfferEntry> offer =
          books.cluster().offer(id).filter(o -> o.framework().equals(framework.id()));
      if (offer.isPresent()) {
        books.cluster().removeOffer(offer.get());
        refuse(offer.get(), now.plus(atLeastInterval(filters)));
        framework.counters().offer(OfferFate.DECLINED);
      }
    }
  }

  private void refuse(OfferEntry offer, Instant until) {
    books
        .allocator()
        .refuse(offer.framework(), offer.role(), offer.agent(), offer.resources(), until);
  }

  /**
   * Who declines everything is not offered the same again before the interval is over, as in Mesos;
   * or the two would keep each other busy.
   */
  Duration atLeastInterval(Filters filters) {
    Duration refused = refused(filters);
    Duration interval = books.settings().allocationInterval();
    return refused.compareTo(interval) < 0 ? interval : refused;
  }

  static Duration refused(Filters filters) {
    double seconds =
        filters.hasRefuseSeconds() ? filters.getRefuseSeconds() : DEFAULT_REFUSE_SECONDS;
    if (!(seconds >= 0)) {
      seconds = DEFAULT_REFUSE_SECONDS;
    }
    return Duration.ofNanos((long) (Math.min(seconds, LONGEST_REFUSE_SECONDS) * 1e9));
  }
}
