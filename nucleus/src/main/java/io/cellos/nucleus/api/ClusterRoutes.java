package io.cellos.nucleus.api;

import io.cellos.base.http.HttpServers;
import io.cellos.nucleus.membership.Ensemble;
import io.cellos.nucleus.membership.Member;
import io.cellos.nucleus.zookeeper.FourLetter;
import io.cellos.protocols.exhibitor.ServerList;
import io.helidon.common.media.type.MediaType;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code /cluster}: who is in the ensemble and how they are. */
final class ClusterRoutes implements HttpService {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final LocalMember local;
  private final StateLog log;
  private final Peers peers;

  ClusterRoutes(LocalMember local, StateLog log) {
    this.local = local;
    this.log = log;
    this.peers = new Peers(local, log);
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get("/list", this::list);
    rules.get("/status", Answers.json(request -> peers.statuses()));
    rules.get("/state", Answers.json(request -> local.state()));
    rules.get("/state/{host}", Answers.json(request -> peers.state(host(request))));
    rules.get("/log", Answers.json(request -> log.text()));
    rules.get("/log/{host}", Answers.json(request -> peers.log(host(request))));
    rules.get("/4ltr/ruok", Answers.json(request -> ruok()));
  }

  private void list(ServerRequest request, ServerResponse response) {
    ServerList list =
        new ServerList(
            local.ensemble().map(Ensemble::participants).orElse(List.of()).stream()
                .map(Member::host)
                .toList(),
            Member.CLIENT_PORT);
    Optional<MediaType> type =
        request
            .headers()
            .bestAccepted(MediaTypes.APPLICATION_JSON, MediaTypes.APPLICATION_FORM_URLENCODED);
    if (type.isEmpty()) {
      Answers.notAcceptable(response);
    } else if (type.get().equals(MediaTypes.APPLICATION_JSON)) {
      HttpServers.json(response, list);
    } else {
      response.header(HeaderNames.CONTENT_TYPE, type.get().text());
      response.send(list.toForm().getBytes(StandardCharsets.UTF_8));
    }
  }

  private String ruok() {
    try {
      return FourLetter.ask(local.host(), Member.CLIENT_PORT, "ruok", PATIENCE);
    } catch (IOException e) {
      return ""; // as Exhibitor says for a server that does not answer
    }
  }

  private static String host(ServerRequest request) {
    return request.path().pathParameters().get("host");
  }
}
