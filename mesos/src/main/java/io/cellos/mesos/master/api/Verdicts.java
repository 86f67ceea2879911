package io.cellos.mesos.master.api;

import io.cellos.mesos.http.Exchange;
import io.cellos.mesos.master.core.Verdict;
import io.helidon.http.Status;

/** Verdicts of the core as answers. */
final class Verdicts {
  private Verdicts() {}

  static void answer(Exchange exchange, Verdict verdict) {
    switch (verdict) {
      case Verdict.Accepted _ -> exchange.text(Status.ACCEPTED_202, "");
      case Verdict.Done _ -> exchange.text(Status.OK_200, "");
      case Verdict.Malformed(String reason) -> exchange.text(Status.BAD_REQUEST_400, reason);
      case Verdict.Forbidden(String reason) -> exchange.text(Status.FORBIDDEN_403, reason);
      case Verdict.NotFound(String reason) -> exchange.text(Status.NOT_FOUND_404, reason);
      case Verdict.Conflict(String reason) -> exchange.text(Status.CONFLICT_409, reason);
    }
  }
}
