package io.cellos.nucleus.api;

import io.cellos.base.json.Json;
import io.cellos.nucleus.membership.Ensemble;
import io.cellos.nucleus.membership.EveryMember;
import io.cellos.nucleus.membership.Member;
import io.cellos.protocols.exhibitor.ExhibitorClient;
import io.cellos.protocols.exhibitor.RemoteAnswer;
import io.cellos.protocols.exhibitor.ServerState;
import io.cellos.protocols.exhibitor.ServerStatus;
import io.cellos.protocols.exhibitor.ServiceState;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Asks the other members over their REST. Only hosts of the record are ever asked, so nobody can
 * use this node to reach another place.
 */
final class Peers {
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final String REFUSED = "Connection refused";

  private final LocalMember local;
  private final StateLog log;

  Peers(LocalMember local, StateLog log) {
    this.local = local;
    this.log = log;
  }

  /** The status of every voting member, in joining order; one that does not answer is down. */
  List<ServerStatus> statuses() throws InterruptedException {
    return EveryMember.ask(
        local.ensemble().map(Ensemble::participants).orElse(List.of()),
        member -> {
          try {
            ServerState state = member.host().equals(local.host()) ? local.state() : ask(member);
            return ServerStatus.of(
                ServiceState.ofCode(state.state()), member.host(), state.leader());
          } catch (IOException e) {
            return ServerStatus.of(ServiceState.DOWN, member.host(), false);
          }
        });
  }

  RemoteAnswer state(String host) {
    if (host.equals(local.host())) {
      return RemoteAnswer.of(local.state());
    }
    return answer(host, client -> client.state());
  }

  /** The log of another node, as JSON once more inside the answer. */
  RemoteAnswer log(String host) {
    if (host.equals(local.host())) {
      return RemoteAnswer.of(Json.text(log.text()));
    }
    return answer(host, client -> Json.text(client.log()));
  }

  /** One question to another node. */
  private interface Question {
    Object put(ExhibitorClient client) throws IOException;
  }

  private RemoteAnswer answer(String host, Question question) {
    Optional<Member> member =
        local.ensemble().stream()
            .flatMap(ensemble -> ensemble.members().stream())
            .filter(m -> m.host().equals(host))
            .findFirst();
    if (member.isEmpty()) {
      return RemoteAnswer.failed(REFUSED); // as Exhibitor says for a host it can't reach
    }
    try {
      return RemoteAnswer.of(question.put(ExhibitorClient.ofNode(member.get().host(), PATIENCE)));
    } catch (ConnectException e) {
      return RemoteAnswer.failed(REFUSED);
    } catch (IOException e) {
      return RemoteAnswer.failed(e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }

  private static ServerState ask(Member member) throws IOException {
    return ExhibitorClient.ofNode(member.host(), PATIENCE).state();
  }
}
