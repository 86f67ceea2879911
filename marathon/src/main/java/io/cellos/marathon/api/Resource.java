package io.cellos.marathon.api;

import io.cellos.marathon.api.http.Answer;
import io.cellos.marathon.api.http.Exchange;
import java.io.IOException;

/** What is below one path. Only the leader answers. */
@FunctionalInterface
interface Resource {
  /**
   * @param rest the path from here on, without a slash at its ends; may be empty
   */
  Answer answer(Exchange exchange, String rest, Calls calls)
      throws IOException, InterruptedException;
}
