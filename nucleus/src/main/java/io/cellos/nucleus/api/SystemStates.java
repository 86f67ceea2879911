package io.cellos.nucleus.api;

import io.cellos.nucleus.membership.Ensemble;
import io.cellos.nucleus.membership.Member;
import io.cellos.protocols.exhibitor.ServiceState;
import io.cellos.protocols.exhibitor.SystemState;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Composes {@code /config/get-state}. */
final class SystemStates {
  /** The version of Exhibitor whose protocol this is. */
  private static final String VERSION = "v1.5.6";

  private SystemStates() {}

  static SystemState of(LocalMember local) {
    List<Member> voters = local.ensemble().map(Ensemble::participants).orElse(List.of());
    int id =
        voters.stream()
            .filter(member -> member.host().equals(local.host()))
            .mapToInt(Member::serverId)
            .findFirst()
            .orElse(-1);
    String spec =
        voters.stream()
            .map(member -> member.serverId() + ":" + member.host())
            .collect(Collectors.joining(","));
    boolean running =
        local.state().state() == ServiceState.SERVING.code()
            || local.state().state() == ServiceState.NOT_SERVING.code();
    return new SystemState(
        VERSION,
        running,
        false,
        false,
        null,
        false,
        new SystemState.Config(
            false,
            "n/a",
            0,
            local.host(),
            id,
            spec,
            Member.CLIENT_PORT,
            Member.PEER_PORT,
            Member.ELECTION_PORT,
            Map.of()));
  }
}
