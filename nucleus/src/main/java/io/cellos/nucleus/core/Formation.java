package io.cellos.nucleus.core;

import io.cellos.nucleus.membership.Ensemble;
import io.cellos.nucleus.membership.Goal;
import io.cellos.nucleus.membership.Member;
import io.cellos.nucleus.membership.Registration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The first ensemble of a cell. No settling time is needed: every node may propose one, because the
 * shared store takes exactly one of the proposals.
 */
public final class Formation {
  private Formation() {}

  /**
   * The ensemble of the first nodes that registered, or empty while there are too few.
   *
   * @param registrations first come first
   */
  public static Optional<Ensemble> propose(Goal goal, List<Registration> registrations) {
    List<Registration> founders = founders(goal, registrations);
    if (founders.size() < goal.size()) {
      return Optional.empty();
    }
    List<Member> members = new ArrayList<>();
    for (Registration founder : founders.subList(0, goal.size())) {
      members.add(
          new Member(members.size() + 1, founder.node(), founder.host(), Member.Kind.PARTICIPANT));
    }
    return Optional.of(new Ensemble(1, 1, 0, members.size() + 1, null, members));
  }

  /** What formation waits for, for people. */
  public static String missing(Goal goal, List<Registration> registrations) {
    return founders(goal, registrations).size() + " of " + goal.size() + " nodes registered";
  }

  private static List<Registration> founders(Goal goal, List<Registration> registrations) {
    return registrations.stream().filter(r -> !goal.leaving().contains(r.node())).toList();
  }
}
