package io.cellos.marathon.api.http;

import io.cellos.marathon.core.deploy.Conflicts;
import io.cellos.marathon.json.ErrorJson;
import io.cellos.marathon.json.JsonBody;
import io.cellos.marathon.json.schema.InvalidJsonException;
import io.cellos.marathon.model.InvalidObjectException;
import io.helidon.http.HttpException;
import io.helidon.http.Status;
import java.util.NoSuchElementException;
import java.util.Optional;

/** What went wrong, as it is answered. */
final class Failures {
  private Failures() {}

  /** The answer; nothing if it is not the client's fault. */
  static Optional<Answer> answer(RuntimeException failure) {
    return Optional.ofNullable(
        switch (failure) {
          case Refusal e -> Answer.json(e.status(), e.answer());
          case JsonBody.UnreadableException e ->
              Answer.json(Status.BAD_REQUEST_400, ErrorJson.of(e));
          case InvalidJsonException e ->
              Answer.json(Status.UNPROCESSABLE_CONTENT_422, ErrorJson.of(e));
          case InvalidObjectException e ->
              Answer.json(Status.UNPROCESSABLE_CONTENT_422, ErrorJson.of(e));
          case Conflicts.LockedException e ->
              Answer.json(Status.CONFLICT_409, ErrorJson.locked(e.getMessage(), e.deployments()));
          case NoSuchElementException e -> message(Status.NOT_FOUND_404, e);
          case IllegalArgumentException e -> message(Status.UNPROCESSABLE_CONTENT_422, e);
          case HttpException e -> message(e.status(), e);
          default -> null;
        });
  }

  private static Answer message(Status status, RuntimeException e) {
    return Answer.json(status, ErrorJson.message(String.valueOf(e.getMessage())));
  }
}
