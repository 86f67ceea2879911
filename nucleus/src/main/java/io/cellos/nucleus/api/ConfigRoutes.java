package io.cellos.nucleus.api;

import io.cellos.base.http.HttpServers;
import io.cellos.base.json.Json;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** {@code /config}: the settings, with an entity tag that changes when they do. */
final class ConfigRoutes implements HttpService {
  private final LocalMember local;

  ConfigRoutes(LocalMember local) {
    this.local = local;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get("/get-state", this::state);
  }

  private void state(ServerRequest request, ServerResponse response) {
    if (request.headers().bestAccepted(MediaTypes.APPLICATION_JSON).isEmpty()) {
      Answers.notAcceptable(response);
      return;
    }
    Object state = SystemStates.of(local);
    String tag = '"' + hash(Json.bytes(state)) + '"';
    response.header(HeaderNames.ETAG, tag);
    boolean known =
        request.headers().first(HeaderNames.IF_NONE_MATCH).filter(tag::equals).isPresent();
    if (known) {
      response.status(Status.NOT_MODIFIED_304).send();
    } else {
      HttpServers.json(response, state);
    }
  }

  private static String hash(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
