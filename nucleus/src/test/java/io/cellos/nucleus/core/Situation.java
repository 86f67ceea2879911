package io.cellos.nucleus.core;

import io.cellos.model.NodeId;
import io.cellos.nucleus.membership.Ensemble;
import io.cellos.nucleus.membership.Goal;
import io.cellos.nucleus.membership.Member;
import io.cellos.nucleus.membership.Registration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A planner's view in the words of the table, and what happens when its step is done. */
record Situation(View view) {

  static Situation parse(
      int goal, String registered, String leaving, String record, String voting, String serving) {
    Set<Integer> going = numbers(leaving);
    Ensemble ensemble = ensemble(record);
    Quorum quorum = new Quorum(version(voting), numbers(voting));
    return new Situation(
        new View(
            new Goal(goal, going.stream().map(Situation::node).collect(Collectors.toSet())),
            numbers(registered).stream().sorted().map(Situation::registration).toList(),
            ensemble,
            quorum,
            ensemble.participants().getFirst().serverId(),
            numbers(serving)));
  }

  int voters() {
    return view.quorum().voters().size();
  }

  /** The next step in the words of the table. */
  String next() {
    return switch (Planner.plan(view)) {
      case Step.Nothing n -> "nothing";
      case Step.Wait w -> "wait";
      case Step.Write w -> "write " + text(w.next());
      case Step.Reconfigure r ->
          (ids("join", r.joining()) + " " + ids("leave", r.leaving())).strip();
    };
  }

  /** The view after the step; new members have all data at once. */
  Situation afterStep() {
    return switch (Planner.plan(view)) {
      case Step.Nothing n -> this;
      case Step.Wait w -> this;
      case Step.Write w -> with(w.next(), view.quorum());
      case Step.Reconfigure r -> {
        Set<Integer> voters = new HashSet<>(view.quorum().voters());
        r.joining().forEach(m -> voters.add(m.serverId()));
        r.leaving().forEach(m -> voters.remove(m.serverId()));
        yield with(view.record(), new Quorum(r.fromVersion() + 1, voters));
      }
    };
  }

  private Situation with(Ensemble record, Quorum quorum) {
    Set<Integer> serving =
        record.members().stream().map(Member::serverId).collect(Collectors.toSet());
    int leader =
        quorum.voters().contains(view.leader()) ? view.leader() : quorum.voters().iterator().next();
    return new Situation(
        new View(view.goal(), view.registrations(), record, quorum, leader, serving));
  }

  private static Ensemble ensemble(String text) {
    List<Member> members = new ArrayList<>();
    for (String word : text.substring(0, text.indexOf('@')).strip().split(" ")) {
      boolean votes = !word.startsWith("(");
      int id = Integer.parseInt(word.replaceAll("[()]", ""));
      members.add(
          new Member(
              id, node(id), host(id), votes ? Member.Kind.PARTICIPANT : Member.Kind.OBSERVER));
    }
    int last = members.stream().mapToInt(Member::serverId).max().orElseThrow();
    return new Ensemble(1, 1, version(text), last + 1, null, members);
  }

  private static String text(Ensemble ensemble) {
    return ensemble.members().stream()
            .map(
                m ->
                    m.kind() == Member.Kind.PARTICIPANT
                        ? "" + number(m.node())
                        : "(" + number(m.node()) + ")")
            .collect(Collectors.joining(" "))
        + " @"
        + ensemble.configVersion();
  }

  private static String ids(String verb, List<Member> members) {
    return members.isEmpty()
        ? ""
        : verb + members.stream().map(m -> " " + number(m.node())).collect(Collectors.joining());
  }

  private static long version(String text) {
    return Long.parseLong(text.substring(text.indexOf('@') + 1).strip());
  }

  private static Set<Integer> numbers(String text) {
    if (text == null) {
      return Set.of();
    }
    return Arrays.stream(text.replaceAll("@.*", "").strip().split(" "))
        .map(Integer::valueOf)
        .collect(Collectors.toSet());
  }

  private static NodeId node(int n) {
    return NodeId.parse("n-%08d".formatted(n));
  }

  private static int number(NodeId node) {
    return Integer.parseInt(node.value().substring(2));
  }

  private static String host(int n) {
    return "10.0.0." + n;
  }

  private static Registration registration(int n) {
    return new Registration(node(n), host(n), Instant.ofEpochSecond(n));
  }
}
