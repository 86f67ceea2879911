package io.cellos.marathon.api;

import io.cellos.marathon.api.events.EventStreams;
import io.cellos.marathon.api.http.Answer;
import io.cellos.marathon.api.http.Exchange;
import io.cellos.marathon.api.http.Refusal;
import io.cellos.marathon.api.render.PodStatuses;
import io.cellos.marathon.core.deploy.DeploymentPlan;
import io.cellos.marathon.core.view.MarathonView;
import io.cellos.marathon.json.PodJson;
import io.cellos.marathon.json.rules.Settings;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.PodDefinition;
import io.cellos.marathon.model.Timestamp;
import io.cellos.marathon.model.VersionInfo;
import io.helidon.http.Status;
import java.io.IOException;
import java.time.Instant;

/** {@code /v2/pods} and pods below it; what comes after {@code ::} is in {@link PodParts}. */
final class PodsApi implements Resource {
  private final PodJson json;
  private final EventStreams events;

  PodsApi(Settings settings, EventStreams events) {
    this.json = new PodJson(settings);
    this.events = events;
  }

  @Override
  public Answer answer(Exchange exchange, String rest, Calls calls)
      throws IOException, InterruptedException {
    int part = rest.indexOf("::");
    if (rest.equals("::status")) {
      Refusal.unless(exchange.verb().equals("GET"));
      return allStatuses(calls.view());
    }
    if (part >= 0) {
      return PodParts.answer(exchange, rest.substring(0, part), rest.substring(part + 2), calls);
    }
    return rest.isEmpty() ? all(exchange, calls) : one(exchange, rest, calls);
  }

  private Answer all(Exchange exchange, Calls calls) throws IOException, InterruptedException {
    return switch (exchange.method()) {
      case "HEAD" -> Answer.empty(Status.OK_200);
      case "GET" -> Answers.array(calls.root().allPods().map(PodJson::write));
      case "POST" -> create(exchange, calls);
      default -> throw Refusal.wrongMethod();
    };
  }

  private Answer one(Exchange exchange, String rest, Calls calls)
      throws IOException, InterruptedException {
    return switch (exchange.verb()) {
      case "GET" -> Answer.json(PodJson.write(find(calls.root(), Ids.find("Pod", rest))));
      case "PUT" -> update(exchange, Ids.valid(rest), calls);
      case "DELETE" -> delete(exchange, Ids.find("Pod", rest), calls);
      default -> throw Refusal.wrongMethod();
    };
  }

  static PodDefinition find(Group root, AppId id) {
    return root.pod(id).orElseThrow(() -> Refusal.unknown("Pod", id.toString()));
  }

  private static Answer allStatuses(MarathonView view) {
    PodStatuses statuses = new PodStatuses(view, new Timestamp(Instant.now()));
    return Answers.array(view.tree().root().allPods().map(statuses::write));
  }

  private Answer create(Exchange exchange, Calls calls) throws IOException, InterruptedException {
    PodDefinition pod = json.read(exchange.json(), calls.root(), false);
    DeploymentPlan plan =
        calls.change(
            exchange.flag("force", false),
            (now, version) -> {
              if (now.root().pod(pod.id()).isPresent()) {
                throw new Refusal(
                    Status.CONFLICT_409, "A pod with id [" + pod.id() + "] already exists.");
              }
              return now.putPod(pod.withVersionInfo(new VersionInfo.Only(version)), version);
            });
    tell(exchange, "created");
    return Answer.json(Status.CREATED_201, PodJson.write(made(plan, pod)))
        .header("Location", Answers.location(exchange, pod.id()))
        .header(Answers.DEPLOYMENT, plan.id());
  }

  private Answer update(Exchange exchange, AppId id, Calls calls)
      throws IOException, InterruptedException {
    boolean force = exchange.flag("force", false);
    PodDefinition pod = json.read(exchange.json(), calls.root(), force);
    if (!pod.id().equals(id)) {
      throw Refusal.badRequest("'" + id + "' does not match definition's id ('" + pod.id() + "')");
    }
    DeploymentPlan plan =
        calls.change(
            force,
            (now, version) ->
                now.putPod(pod.withVersionInfo(new VersionInfo.Only(version)), version));
    tell(exchange, "updated");
    return Answer.json(PodJson.write(made(plan, pod)))
        .header("Location", Answers.location(exchange, id))
        .header(Answers.DEPLOYMENT, plan.id());
  }

  /** The pod with the version that it got. */
  private static PodDefinition made(DeploymentPlan plan, PodDefinition sent) {
    return plan.target().pod(sent.id()).orElse(sent);
  }

  private Answer delete(Exchange exchange, AppId id, Calls calls)
      throws IOException, InterruptedException {
    DeploymentPlan plan =
        calls.change(
            exchange.flag("force", false),
            (now, version) -> now.removePod(find(now.root(), id).id(), version));
    tell(exchange, "deleted");
    return Answer.empty(Status.ACCEPTED_202)
        .header("Location", exchange.base() + "/" + plan.id())
        .header(Answers.DEPLOYMENT, plan.id());
  }

  private void tell(Exchange exchange, String verb) {
    events.tell(event -> event.pod(exchange.client(), exchange.path(), verb));
  }
}
