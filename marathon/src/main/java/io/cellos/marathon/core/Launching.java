package io.cellos.marathon.core;

import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.InstanceId;
import io.cellos.marathon.core.launch.OfferMatch;
import io.cellos.marathon.core.launch.OfferMatcher;
import io.cellos.marathon.core.launch.Reason;
import io.cellos.marathon.core.launch.resource.Leftovers;
import io.cellos.marathon.model.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.mesos.v1.Protos.Offer;

/**
 * Gives offers to instances that wait. An offer is answered at once and whole, so none is ever held
 * back, and none can be forgotten.
 */
final class Launching {
  /** While something waits for its time, offers shall come again soon. */
  private static final Duration SOON = Duration.ofSeconds(5);

  private final Books books;
  private final OfferMatcher matcher;
  private final Interest interest;
  private final Deadlines deadlines;

  Launching(Books books, OfferMatcher matcher, Interest interest, Deadlines deadlines) {
    this.books = books;
    this.matcher = matcher;
    this.interest = interest;
    this.deadlines = deadlines;
  }

  void on(List<Offer> offers) {
    offers.forEach(this::on);
    interest.look();
  }

  private void on(Offer offer) {
    Leftovers left = matcher.leftovers(offer, id -> keeps(id, offer));
    List<Offer.Operation> operations = new ArrayList<>(left.operations());
    if (isLeaving(offer)) {
      due().forEach(crew -> misfits(crew, offer, Set.of(Reason.AGENT_UNDERGOING_MAINTENANCE)));
    } else {
      operations.addAll(launch(left.rest()));
    }
    if (operations.isEmpty()) {
      interest.declined(role(offer));
      books.out().say(Calls.decline(offer, isSomethingDelayed() ? SOON : declineFor()));
    } else {
      books.out().say(Calls.accept(offer, operations, due().isEmpty() ? SOON : Duration.ZERO));
    }
  }

  /** Whether what is reserved on the agent for an instance is still for it. */
  private boolean keeps(InstanceId id, Offer offer) {
    return books
        .roster()
        .find(id)
        .filter(instance -> !instance.volumes().isEmpty())
        .flatMap(Instance::place)
        .filter(place -> place.agentId().equals(offer.getAgentId().getValue()))
        .isPresent();
  }

  private static String role(Offer offer) {
    return offer.hasAllocationInfo() ? offer.getAllocationInfo().getRole() : "*";
  }

  private Duration declineFor() {
    return books.settings().declineFor();
  }

  private boolean isLeaving(Offer offer) {
    return books.roster().leavingAgents().contains(offer.getAgentId().getValue());
  }

  private boolean isSomethingDelayed() {
    return books.roster().queue().stream().anyMatch(crew -> !isDue(crew));
  }

  private List<Crew> due() {
    List<Crew> due = books.roster().queue();
    due.removeIf(crew -> !isDue(crew));
    return due;
  }

  private boolean isDue(Crew crew) {
    Instance first = crew.waiting().iterator().next();
    return crew.backoff().isDue(first.configVersion(), books.now());
  }

  /** One instance of each app in turn, as long as some of them fit. */
  private List<Offer.Operation> launch(Offer offer) {
    List<Offer.Operation> operations = new ArrayList<>();
    List<Crew> crews = due();
    Offer rest = offer;
    int launched = 0;
    Set<Crew> served = new HashSet<>();
    while (!crews.isEmpty()) {
      for (Iterator<Crew> all = crews.iterator(); all.hasNext(); ) {
        Crew crew = all.next();
        if (launched == books.settings().maxTasksPerOffer()) {
          return operations;
        }
        Optional<OfferMatch.Fits> fits = fits(crew, rest, offer, served);
        if (fits.isEmpty()) {
          all.remove();
          continue;
        }
        operations.addAll(fits.get().operations());
        rest = fits.get().rest();
        launched++;
        if (crew.waiting().isEmpty()) {
          all.remove();
        }
      }
    }
    return operations;
  }

  /** Launches the first instance of the app that fits, if any does. */
  private Optional<OfferMatch.Fits> fits(Crew crew, Offer rest, Offer offer, Set<Crew> served) {
    Set<Reason> reasons = Set.of();
    for (Instance candidate : candidates(crew, offer)) {
      switch (matcher.match(rest, candidate, others(crew, candidate), books.now())) {
        case OfferMatch.Fits fits -> {
          if (served.add(crew)) {
            crew.funnel(candidate.since()).fits(offer);
          }
          launched(fits.instance());
          return Optional.of(fits);
        }
        case OfferMatch.Misfits misfits -> reasons = misfits.reasons();
      }
    }
    if (!served.contains(crew)) {
      misfits(crew, offer, reasons);
    }
    return Optional.empty();
  }

  private void misfits(Crew crew, Offer offer, Set<Reason> reasons) {
    Timestamp since = crew.waiting().iterator().next().since();
    crew.funnel(since).misfits(offer, reasons, books.now());
  }

  /** Those with data there first, then one that is like all others. */
  private static List<Instance> candidates(Crew crew, Offer offer) {
    Instance first = crew.waiting().iterator().next();
    if (!first.spec().isResident()) {
      return List.of(first);
    }
    List<Instance> candidates = new ArrayList<>();
    String agent = offer.getAgentId().getValue();
    crew.waiting().stream()
        .filter(one -> one.place().filter(place -> place.agentId().equals(agent)).isPresent())
        .forEach(candidates::add);
    crew.waiting().stream()
        .filter(one -> one.volumes().isEmpty())
        .findFirst()
        .ifPresent(candidates::add);
    return candidates.isEmpty() ? List.of(first) : candidates;
  }

  /** The others that have a place, which only constraints ask for. */
  private static Collection<Instance> others(Crew crew, Instance instance) {
    if (instance.spec().placement().constraints().isEmpty()) {
      return List.of();
    }
    return crew.members().stream()
        .filter(other -> !other.id().equals(instance.id()))
        .filter(other -> other.place().isPresent())
        .filter(other -> other.condition().isActive() || !other.volumes().isEmpty())
        .toList();
  }

  private void launched(Instance instance) {
    Instance launched =
        instance.withHealthy(Optional.empty()).withReady(false).withActiveSince(Optional.empty());
    books.roster().put(launched);
    deadlines.launched(launched);
  }
}
