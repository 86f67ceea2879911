package io.cellos.nucleus.api;

import io.cellos.base.http.HttpServers;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/** How resources answer: JSON to whoever takes it, 406 without a body to whoever does not. */
final class Answers {
  private Answers() {}

  /** A resource that has only a JSON form. */
  interface Resource {
    Object answer(ServerRequest request) throws InterruptedException;
  }

  static Handler json(Resource resource) {
    return (request, response) -> {
      if (request.headers().bestAccepted(MediaTypes.APPLICATION_JSON).isEmpty()) {
        notAcceptable(response);
      } else {
        HttpServers.json(response, resource.answer(request));
      }
    };
  }

  static void notAcceptable(ServerResponse response) {
    response.status(Status.NOT_ACCEPTABLE_406).send();
  }

  static void notFound(ServerResponse response) {
    response.status(Status.NOT_FOUND_404).send();
  }
}
