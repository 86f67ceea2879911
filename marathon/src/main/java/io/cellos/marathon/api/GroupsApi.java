package io.cellos.marathon.api;

import io.cellos.marathon.api.http.Answer;
import io.cellos.marathon.api.http.Exchange;
import io.cellos.marathon.api.http.Refusal;
import io.cellos.marathon.core.MarathonEvent;
import io.cellos.marathon.core.deploy.DeploymentPlan;
import io.cellos.marathon.core.group.GroupChanges;
import io.cellos.marathon.json.DeploymentJson;
import io.cellos.marathon.json.GroupJson;
import io.cellos.marathon.json.rules.Settings;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.GroupUpdate;
import io.cellos.marathon.model.InvalidObjectException;
import io.cellos.marathon.model.Problem;
import io.cellos.marathon.service.History;
import io.helidon.http.Status;
import java.io.IOException;
import java.util.Optional;

/** {@code /v2/groups} and all below it. */
final class GroupsApi implements Resource {
  private final GroupJson json;
  private final GroupReads reads = new GroupReads();

  GroupsApi(Settings settings) {
    this.json = new GroupJson(settings);
  }

  @Override
  public Answer answer(Exchange exchange, String rest, Calls calls)
      throws IOException, InterruptedException {
    return switch (exchange.verb()) {
      case "GET" -> reads.answer(exchange, rest, calls);
      case "POST" -> create(exchange, rest, calls);
      case "PUT" -> update(exchange, rest, calls);
      case "PATCH" -> {
        Refusal.unless(!rest.isEmpty());
        yield patch(exchange, rest, calls);
      }
      case "DELETE" -> delete(exchange, rest, calls);
      default -> throw Refusal.wrongMethod();
    };
  }

  private Answer create(Exchange exchange, String rest, Calls calls)
      throws IOException, InterruptedException {
    Group root = calls.root();
    GroupUpdate update = json.read(exchange.anyJson(), Ids.valid(rest), root);
    AppId id = update.id();
    if (root.group(id).isPresent()) {
      throw new Refusal(
          Status.CONFLICT_409,
          "Group " + id + " is already created. Use PUT to change this group.");
    }
    if (root.app(id).isPresent()) {
      throw new Refusal(Status.CONFLICT_409, "An app with the path " + id + " already exists.");
    }
    DeploymentPlan plan =
        calls.change(exchange.flag("force", false), change(update, calls.history()));
    return Answers.of(Status.CREATED_201, plan).header("Location", Answers.location(exchange, id));
  }

  private Answer update(Exchange exchange, String rest, Calls calls)
      throws IOException, InterruptedException {
    GroupUpdate update = json.read(exchange.anyJson(), Ids.valid(rest), calls.root());
    MarathonEvent.TreeChange change = change(update, calls.history());
    return exchange.flag("dryRun", false)
        ? Answer.json(DeploymentJson.dryRun(calls.dryRun(change)))
        : Answers.of(calls.change(exchange.flag("force", false), change));
  }

  private static MarathonEvent.TreeChange change(GroupUpdate update, History history)
      throws IOException, InterruptedException {
    return switch (update) {
      case GroupUpdate.RollBack back -> {
        Optional<Group> old = history.root(back.version()).flatMap(root -> root.group(back.id()));
        if (old.isEmpty()) {
          throw new IllegalArgumentException(
              "Group " + back.id() + " not available in version " + back.version());
        }
        yield (now, version) -> GroupChanges.rollBack(now, old.get(), version);
      }
      case GroupUpdate.ScaleBy scale -> (now, version) -> GroupChanges.scale(now, scale, version);
      case GroupUpdate.Structure structure ->
          (now, version) -> GroupChanges.restructure(now, structure, version);
    };
  }

  /** Only whether a top-level group enforces its role can be changed by itself. */
  private Answer patch(Exchange exchange, String rest, Calls calls)
      throws IOException, InterruptedException {
    boolean enforce = json.readPartial(exchange.anyJson()).orElse(false);
    AppId id = Ids.valid(rest);
    if (!id.isTopLevel()) {
      throw new InvalidObjectException(Problem.WHOLE, "Path " + id + " is not a top-level path");
    }
    calls.change(
        true, (now, _) -> now.putEnforceRole(GroupReads.find(now.root(), id).id(), enforce));
    return Answer.empty(Status.OK_200);
  }

  private static Answer delete(Exchange exchange, String rest, Calls calls)
      throws IOException, InterruptedException {
    AppId id = Ids.find("Group", rest);
    return Answers.of(
        calls.change(
            exchange.flag("force", false),
            (now, version) -> now.removeGroup(GroupReads.find(now.root(), id).id(), version)));
  }
}
