package io.cellos.marathon.core;

import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.InstanceId;
import io.cellos.marathon.core.launch.OfferMatch;
import io.cellos.marathon.core.launch.OfferMatcher;
import io.cellos.marathon.core.launch.Reason;
import io.cellos.marathon.core.launch.resource.Leftovers;
import io.cellos.marathon.model.Timestamp;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
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

  /** Offers take turns, so that instances are spread over them. */
  void on(List<Offer> offers) {
    if (!books.out().isConnected()) {
      return; // of a subscription that is over
    }
    List<Crew> due = due();
    List<Bid> bids = offers.stream().map(offer -> bid(offer, due)).toList();
    List<Bid> open = new ArrayList<>(bids);
    while (!open.isEmpty()) {
      open.removeIf(bid -> !launchOne(bid));
    }
    boolean moreDue = !due().isEmpty();
    Duration pause = isSomethingDelayed() ? SOON : books.settings().declineFor();
    List<Offer> unused = new ArrayList<>();
    for (Bid bid : bids) {
      if (bid.operations.isEmpty()) {
        interest.refused(role(bid.offer));
        unused.add(bid.offer);
      } else {
        accept(bid, moreDue);
      }
    }
    if (!unused.isEmpty()) {
      books.out().say(Calls.decline(unused, pause));
    }
    interest.look();
  }

  /** An offer on its way through what waits. */
  private static final class Bid {
    private final Offer offer;
    private final List<Offer.Operation> operations;
    private final Deque<Crew> crews = new ArrayDeque<>();
    private final Set<Crew> served = new HashSet<>();
    private Offer rest;
    private int launched;

    private Bid(Offer offer, Leftovers left) {
      this.offer = offer;
      this.operations = new ArrayList<>(left.operations());
      this.rest = left.rest();
    }
  }

  private Bid bid(Offer offer, List<Crew> due) {
    Bid bid = new Bid(offer, matcher.leftovers(offer, id -> keeps(id, offer)));
    if (isLeaving(offer)) {
      due.forEach(crew -> misfits(crew, offer, Set.of(Reason.AGENT_UNDERGOING_MAINTENANCE)));
    } else {
      bid.crews.addAll(due);
    }
    return bid;
  }

  /** The rest of an offer that was of use comes again at once if more waits. */
  private void accept(Bid bid, boolean moreDue) {
    boolean again = bid.launched > 0 && moreDue;
    if (!again) {
      interest.refused(role(bid.offer));
    }
    books.out().say(Calls.accept(bid.offer, bid.operations, again ? Duration.ZERO : SOON));
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

  /** Launches an instance of the next app of which one fits, if there is any. */
  private boolean launchOne(Bid bid) {
    while (!bid.crews.isEmpty() && bid.launched < books.settings().maxTasksPerOffer()) {
      Crew crew = bid.crews.poll();
      if (!crew.waiting().isEmpty() && launch(crew, bid)) {
        bid.crews.add(crew);
        bid.launched++;
        return true;
      }
    }
    return false;
  }

  /** Launches the first instance of the app that fits, if any does. */
  private boolean launch(Crew crew, Bid bid) {
    Set<Reason> reasons = Set.of();
    for (Instance candidate : candidates(crew, bid.offer)) {
      switch (matcher.match(bid.rest, candidate, crew.placed(), books.localRegion(), books.now())) {
        case OfferMatch.Fits fits -> {
          if (bid.served.add(crew)) {
            crew.funnel(candidate.since()).fits(bid.offer, books.now());
          }
          bid.operations.addAll(fits.operations());
          bid.rest = fits.rest();
          launched(fits.instance());
          return true;
        }
        case OfferMatch.Misfits misfits -> reasons = misfits.reasons();
      }
    }
    if (!bid.served.contains(crew)) {
      misfits(crew, bid.offer, reasons);
    }
    return false;
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

  private void launched(Instance instance) {
    Instance launched =
        instance.withHealthy(Optional.empty()).withReady(false).withActiveSince(Optional.empty());
    books.roster().put(launched);
    deadlines.launched(launched);
  }
}
