package io.cellos.mesos.http;

import java.io.IOException;

/** Answers requests of one path. */
@FunctionalInterface
public interface Endpoint {
  /**
   * @throws Refusal if the answer is an error
   */
  void answer(Exchange exchange) throws IOException, InterruptedException;
}
