package io.cellos.marathon.api;

import io.cellos.marathon.api.http.Answer;
import io.cellos.marathon.api.http.Exchange;
import io.cellos.marathon.api.http.Refusal;
import io.cellos.marathon.json.AppJson;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.RunSpec;
import io.cellos.marathon.model.Timestamp;
import java.io.IOException;
import java.util.Optional;

/** {@code /v2/apps/<id>/versions}. */
final class AppVersionsApi {
  /**
   * @param version null for all
   */
  Answer answer(Exchange exchange, String rest, String version, Calls calls)
      throws IOException, InterruptedException {
    Refusal.unless(exchange.verb().equals("GET"));
    AppId id = Ids.find("App", rest);
    return version == null ? all(id, calls) : one(id, Timestamp.parse(version), calls);
  }

  private static Answer all(AppId id, Calls calls) throws IOException, InterruptedException {
    if (calls.root().app(id).isEmpty()) {
      throw Refusal.unknown("App", id.toString());
    }
    return Answers.versions(calls.history().versions(id));
  }

  private static Answer one(AppId id, Timestamp version, Calls calls)
      throws IOException, InterruptedException {
    Optional<RunSpec> found = calls.history().spec(id, version);
    if (found.isPresent() && found.get() instanceof AppDefinition app) {
      return Answer.json(AppJson.write(app));
    }
    throw Refusal.unknown("App", id.toString(), version.toString());
  }
}
