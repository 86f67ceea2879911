package io.cellos.marathon.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.marathon.api.http.Answer;
import io.cellos.marathon.api.http.Exchange;
import io.cellos.marathon.api.http.Refusal;
import io.cellos.marathon.api.render.InstanceJson;
import io.cellos.marathon.api.render.PodStatuses;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.InstanceId;
import io.cellos.marathon.core.view.MarathonView;
import io.cellos.marathon.json.PodJson;
import io.cellos.marathon.json.schema.InvalidJsonException;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.InvalidObjectException;
import io.cellos.marathon.model.PodDefinition;
import io.cellos.marathon.model.Problem;
import io.cellos.marathon.model.RunSpec;
import io.cellos.marathon.model.Timestamp;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What of a pod has a path of its own: {@code ::status}, {@code ::versions}, {@code ::instances}.
 */
final class PodParts {
  private static final String VERSION = "versions/";
  private static final String INSTANCE = "instances/";

  private PodParts() {}

  /**
   * @param part what comes after {@code ::}
   */
  static Answer answer(Exchange exchange, String rest, String part, Calls calls)
      throws IOException, InterruptedException {
    AppId id = Ids.find("Pod", rest);
    if (part.equals("instances")) {
      Refusal.unless(exchange.verb().equals("DELETE"));
      return kill(exchange, id, named(exchange.json()), calls, false);
    }
    if (part.startsWith(INSTANCE)) {
      Refusal.unless(exchange.verb().equals("DELETE"));
      List<InstanceId> one = List.of(instance(part.substring(INSTANCE.length())));
      return kill(exchange, id, one, calls, true);
    }
    if (part.equals("status")) {
      Refusal.unless(exchange.verb().equals("GET"));
      MarathonView view = calls.view();
      PodDefinition pod = PodsApi.find(view.tree().root(), id);
      return Answer.json(new PodStatuses(view, new Timestamp(Instant.now())).write(pod));
    }
    if (part.equals("versions")) {
      Refusal.unless(exchange.verb().equals("GET"));
      PodsApi.find(calls.root(), id);
      return Answers.array(calls.history().versions(id).stream().map(Answers::text));
    }
    if (part.startsWith(VERSION)) {
      Refusal.unless(exchange.verb().equals("GET"));
      return version(id, Timestamp.parse(part.substring(VERSION.length())), calls);
    }
    throw Refusal.noSuchPath();
  }

  private static Answer version(AppId id, Timestamp version, Calls calls)
      throws IOException, InterruptedException {
    Optional<RunSpec> found = calls.history().spec(id, version);
    if (found.isPresent() && found.get() instanceof PodDefinition pod) {
      return Answer.json(PodJson.write(pod));
    }
    throw Refusal.unknown("Pod", id.toString());
  }

  private static List<InstanceId> named(JsonNode body) {
    if (!body.isArray()) {
      throw new InvalidJsonException(List.of(new Problem("", "error.expected.jsarray")));
    }
    List<InstanceId> ids = new ArrayList<>();
    for (int i = 0; i < body.size(); i++) {
      if (!body.get(i).isTextual()) {
        throw new InvalidJsonException(
            List.of(new Problem("(" + i + ")", "error.expected.jsstring")));
      }
      ids.add(instance(body.get(i).textValue()));
    }
    return ids;
  }

  private static InstanceId instance(String text) {
    return InstanceId.find(text)
        .orElseThrow(
            () ->
                new InvalidObjectException(
                    Problem.WHOLE, "'" + text + "' is not the id of an instance"));
  }

  private static Answer kill(
      Exchange exchange, AppId id, List<InstanceId> wanted, Calls calls, boolean one)
      throws IOException, InterruptedException {
    MarathonView view = calls.view();
    PodsApi.find(view.tree().root(), id);
    List<Instance> found =
        view.instancesOf(id).stream().filter(i -> wanted.contains(i.id())).toList();
    if (found.isEmpty() && one) {
      throw Refusal.unknown("Task", wanted.getFirst().toString());
    }
    if (!found.isEmpty()) {
      calls.kill(found, exchange.flag("wipe", false));
    }
    return one
        ? Answer.json(InstanceJson.write(found.getFirst()))
        : Answers.array(found.stream().map(InstanceJson::write));
  }
}
