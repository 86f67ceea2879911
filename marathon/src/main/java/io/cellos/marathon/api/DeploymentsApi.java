package io.cellos.marathon.api;

import io.cellos.marathon.api.http.Answer;
import io.cellos.marathon.api.http.Exchange;
import io.cellos.marathon.api.http.Refusal;
import io.cellos.marathon.core.MarathonEvent;
import io.cellos.marathon.json.DeploymentJson;
import io.helidon.http.Status;
import java.io.IOException;
import java.util.NoSuchElementException;

/** {@code /v2/deployments}. */
final class DeploymentsApi implements Resource {
  @Override
  public Answer answer(Exchange exchange, String rest, Calls calls)
      throws IOException, InterruptedException {
    Refusal.unless(exchange.verb().equals(rest.isEmpty() ? "GET" : "DELETE"));
    return rest.isEmpty() ? list(calls) : cancel(exchange, rest, calls);
  }

  private static Answer list(Calls calls) throws IOException, InterruptedException {
    return Answers.array(
        calls.view().deployments().stream()
            .filter(running -> !running.plan().affected().isEmpty())
            .map(
                running ->
                    DeploymentJson.running(running.plan(), running.step(), running.readiness())));
  }

  private static Answer cancel(Exchange exchange, String id, Calls calls)
      throws IOException, InterruptedException {
    try {
      if (exchange.flag("force", false)) {
        calls.run(call -> new MarathonEvent.CancelDeployment(call, id, true));
        return Answer.empty(Status.ACCEPTED_202);
      }
      return Answers.of(calls.plan(call -> new MarathonEvent.CancelDeployment(call, id, false)));
    } catch (NoSuchElementException e) {
      throw new Refusal(Status.NOT_FOUND_404, "DeploymentPlan " + id + " does not exist");
    }
  }
}
