package io.cellos.nucleus.core;

import io.cellos.nucleus.membership.Ensemble;
import io.cellos.nucleus.membership.Member;
import io.cellos.nucleus.membership.Registration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Plans the way from the ensemble as it is to the goal, one step at a time. A plan remembers
 * nothing: whoever leads after a crash sees the same facts and continues.
 *
 * <p>ZooKeeper's configuration is the truth about who votes, the record about who is who. A new
 * node first enters the record as an observer; its ZooKeeper then follows the leader without a vote
 * and without standing in ZooKeeper's configuration (it does not count for any quorum). When it has
 * all data it is given a vote. So the configuration holds voters only.
 *
 * <p>Invariants: the number of voters stays odd; a majority of the new voters serves before the
 * change; every change leaves a majority of the old voters in place or is one that ZooKeeper
 * commits in both.
 */
public final class Planner {
  private final View view;
  private final List<Member> voters;
  private final List<Member> syncing;

  private Planner(View view) {
    this.view = view;
    this.voters = view.record().participants();
    this.syncing =
        view.record().members().stream().filter(m -> m.kind() == Member.Kind.OBSERVER).toList();
  }

  /** The next step; the same for the same view. */
  public static Step plan(View view) {
    if (view.quorum().version() < view.record().configVersion()) {
      return new Step.Wait("ZooKeeper's configuration to be as new as the record");
    }
    Optional<String> stranger = stranger(view);
    if (stranger.isPresent()) {
      return new Step.Wait(stranger.get());
    }
    Ensemble mirrored = mirror(view);
    if (!mirrored.equals(view.record())) {
      return write(mirrored, "the record follows ZooKeeper's configuration");
    }
    return new Planner(view).next();
  }

  private Step next() {
    int wanted = view.goal().size() - (int) voters.stream().filter(this::stays).count();
    List<Member> useless = uselessSyncing(wanted);
    if (!useless.isEmpty()) {
      return write(
          without(useless), "no longer needed: " + names(useless) + " (had not begun to vote)");
    }
    Optional<Registration> candidate = candidate();
    if (syncing.size() < wanted && candidate.isPresent()) {
      return admit(candidate.get());
    }
    List<Member> ready = syncing.stream().filter(this::serves).toList();
    int excess = voters.size() - view.goal().size();
    if (excess > 0) {
      return shrink(Math.min(excess, 2));
    }
    List<Member> bad = voters.stream().filter(v -> !stays(v)).sorted(leastUseful()).toList();
    if (!bad.isEmpty()) {
      return ready.isEmpty()
          ? new Step.Wait(needed("the place of " + bad.getFirst().node()))
          : change(ready.subList(0, 1), bad.subList(0, 1));
    }
    if (excess < 0) {
      int step = voters.size() % 2 == 0 ? 1 : 2;
      return ready.size() < step
          ? new Step.Wait(needed(view.goal().size() + " members instead of " + voters.size()))
          : change(ready.subList(0, step), List.of());
    }
    return new Step.Nothing();
  }

  /** The record as ZooKeeper's configuration says: who votes there is a participant here. */
  private static Ensemble mirror(View view) {
    Set<Integer> voting = view.quorum().voters();
    List<Member> members = new ArrayList<>();
    for (Member member : view.record().members()) {
      if (voting.contains(member.serverId())) {
        members.add(member.as(Member.Kind.PARTICIPANT));
      } else if (member.kind() == Member.Kind.OBSERVER) {
        members.add(member); // not in the configuration yet; a participant that is not was removed
      }
    }
    Ensemble record = view.record();
    boolean same =
        members.equals(record.members()) && view.quorum().version() == record.configVersion();
    return same ? record : with(record, members, view.quorum().version(), record.nextServerId());
  }

  private static Optional<String> stranger(View view) {
    Set<Integer> unknown = new HashSet<>(view.quorum().voters());
    view.record().members().forEach(member -> unknown.remove(member.serverId()));
    return unknown.isEmpty()
        ? Optional.empty()
        : Optional.of("servers " + unknown + " to be removed: they vote but no record has them");
  }

  private Step shrink(int most) {
    int count = voters.size() % 2 == 0 ? 1 : most;
    return change(List.of(), voters.stream().sorted(leastUseful()).limit(count).toList());
  }

  private Step change(List<Member> joining, List<Member> leaving) {
    List<Member> after = new ArrayList<>(voters);
    after.removeAll(leaving);
    after.addAll(joining);
    long serving = after.stream().filter(this::serves).count();
    int majority = Quorum.majority(after.size());
    if (serving < majority) {
      return new Step.Wait(
          "%d of the members that remain to serve (%d do)".formatted(majority, serving));
    }
    List<Member> voting = joining.stream().map(m -> m.as(Member.Kind.PARTICIPANT)).toList();
    return new Step.Reconfigure(view.quorum().version(), voting, leaving);
  }

  /** The order in which voters are given up: gone, leaving, silent, newest; the leader last. */
  private Comparator<Member> leastUseful() {
    return Comparator.comparing((Member m) -> registered(m))
        .thenComparing(this::stays)
        .thenComparing(this::serves)
        .thenComparing(m -> m.serverId() == view.leader())
        .thenComparing(Member::serverId, Comparator.reverseOrder());
  }

  /** Members without a vote that are gone, are told to leave, or are more than can be used. */
  private List<Member> uselessSyncing(int wanted) {
    List<Member> useless = new ArrayList<>(syncing.stream().filter(m -> !stays(m)).toList());
    List<Member> rest =
        syncing.stream()
            .filter(this::stays)
            .sorted(Comparator.comparing((Member m) -> !serves(m)).thenComparing(Member::serverId))
            .toList();
    useless.addAll(rest.subList(Math.min(rest.size(), Math.max(0, wanted)), rest.size()));
    return useless;
  }

  private Optional<Registration> candidate() {
    return view.registrations().stream()
        .filter(r -> !view.goal().leaving().contains(r.node()))
        .filter(r -> view.record().member(r.node()).isEmpty())
        .findFirst();
  }

  private Step admit(Registration candidate) {
    Ensemble record = view.record();
    int id = record.nextServerId();
    List<Member> members = new ArrayList<>(record.members());
    members.add(new Member(id, candidate.node(), candidate.host(), Member.Kind.OBSERVER));
    return write(
        with(record, members, record.configVersion(), id + 1),
        candidate.node() + " is admitted as server " + id);
  }

  private String needed(String what) {
    Predicate<Member> notYet = m -> !serves(m);
    List<Member> late = syncing.stream().filter(notYet).toList();
    return late.isEmpty()
        ? "a new node for " + what
        : names(late) + " to have all data, for " + what;
  }

  private boolean registered(Member member) {
    return view.registrations().stream().anyMatch(r -> r.node().equals(member.node()));
  }

  private boolean stays(Member member) {
    return registered(member) && !view.goal().leaving().contains(member.node());
  }

  private boolean serves(Member member) {
    return view.serving().contains(member.serverId());
  }

  private Ensemble without(List<Member> gone) {
    List<Member> members = new ArrayList<>(view.record().members());
    members.removeAll(gone);
    Ensemble record = view.record();
    return with(record, members, record.configVersion(), record.nextServerId());
  }

  private static Ensemble with(
      Ensemble record, List<Member> members, long configVersion, int nextServerId) {
    return new Ensemble(
        record.generation(),
        record.revision() + 1,
        configVersion,
        nextServerId,
        record.restoredFrom(),
        members);
  }

  private static Step write(Ensemble next, String why) {
    return new Step.Write(next, why);
  }

  private static String names(List<Member> members) {
    return members.stream()
        .map(m -> m.node().toString())
        .collect(java.util.stream.Collectors.joining(", "));
  }
}
