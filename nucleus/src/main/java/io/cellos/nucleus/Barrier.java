package io.cellos.nucleus;

import io.cellos.coordination.SharedStore;
import io.cellos.model.NodeId;
import io.cellos.nucleus.membership.Ensemble;
import io.cellos.nucleus.membership.EveryMember;
import io.cellos.nucleus.membership.Goal;
import io.cellos.nucleus.membership.Member;
import io.cellos.nucleus.membership.NucleusStore;
import io.cellos.nucleus.membership.Registration;
import io.cellos.protocols.exhibitor.ExhibitorClient;
import io.cellos.protocols.exhibitor.ServerState;
import io.cellos.protocols.exhibitor.ServiceState;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether the ensemble serves and its membership is stable; nodes wait for it before they run what
 * needs ZooKeeper. It looks when asked and remembers nothing.
 */
public final class Barrier {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final NucleusStore store;

  private Barrier(NucleusStore store) {
    this.store = store;
  }

  public static Barrier on(SharedStore store) {
    return new Barrier(new NucleusStore(store));
  }

  /**
   * What is missing, for people, after "waiting for"; empty when nothing is.
   *
   * @throws IOException if the shared store can't be read
   */
  public Optional<String> waitingFor() throws IOException, InterruptedException {
    Optional<Ensemble> record = store.ensemble();
    Optional<Goal> goal = store.goal();
    if (record.isEmpty() || goal.isEmpty()) {
      return Optional.of("the ensemble to form");
    }
    Optional<String> change = pendingChange(record.get(), goal.get());
    return change.isPresent() ? change : missingService(record.get());
  }

  /** How long to pause between two looks, see {@link SharedStore#pause}. */
  public Duration pause(Duration local) {
    return store.pause(local);
  }

  /**
   * {@code host:port,host:port} of the voting members; empty before the ensemble formed.
   *
   * @throws IOException if the shared store can't be read
   */
  public String connectString() throws IOException {
    return store.ensemble().map(Ensemble::connectString).orElse("");
  }

  private Optional<String> pendingChange(Ensemble record, Goal goal) throws IOException {
    int voters = record.participants().size();
    if (voters != goal.size()) {
      return Optional.of(
          "the ensemble to have " + goal.size() + " members (it has " + voters + ")");
    }
    Set<NodeId> there =
        store.registrations().stream().map(Registration::node).collect(Collectors.toSet());
    for (Member member : record.members()) {
      if (!there.contains(member.node()) || goal.leaving().contains(member.node())) {
        return Optional.of("the place of " + member.node() + " to be taken by a new node");
      }
      if (member.kind() == Member.Kind.OBSERVER) {
        return Optional.of(member.node() + " to become a full member");
      }
    }
    return Optional.empty();
  }

  private static Optional<String> missingService(Ensemble record) throws InterruptedException {
    List<Member> voters = record.participants();
    int serving = 0;
    int leading = 0;
    for (Optional<ServerState> state : EveryMember.ask(voters, Barrier::state)) {
      if (state.isPresent() && state.get().state() == ServiceState.SERVING.code()) {
        serving++;
        leading += state.get().leader() ? 1 : 0;
      }
    }
    int majority = voters.size() / 2 + 1;
    if (serving < majority) {
      return Optional.of(
          "a majority of the ensemble to serve (%d of %d do)".formatted(serving, voters.size()));
    }
    return leading == 1 ? Optional.empty() : Optional.of("the ensemble to elect a leader");
  }

  private static Optional<ServerState> state(Member member) {
    try {
      return Optional.of(ExhibitorClient.ofNode(member.host(), PATIENCE).state());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
