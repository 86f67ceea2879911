package io.cellos.nucleus.api;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;

/** {@code /explorer}: ZooKeeper's tree, to read. */
final class ExplorerRoutes implements HttpService {
  private final Explorer explorer;

  ExplorerRoutes(Explorer explorer) {
    this.explorer = explorer;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get("/node", Answers.json(request -> explorer.children(key(request))));
    rules.get("/node-data", Answers.json(request -> explorer.data(key(request))));
  }

  private static String key(ServerRequest request) {
    return request.query().first("key").orElse("");
  }
}
