package io.cellos.marathon.check;

import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.Task;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.ReadinessCheck;
import java.io.IOException;
import java.util.Optional;

/** Makes a readiness check once. */
final class ReadinessProbe {
  private static final int NO_ANSWER = 504;

  private ReadinessProbe() {}

  static ReadinessCheck.Result look(
      Instance instance, AppDefinition app, Task task, ReadinessCheck check) {
    ReadinessCheck.Response response = response(instance, app, task, check);
    return new ReadinessCheck.Result(
        check.name(),
        task.id().toString(),
        check.statusCodesForReady().contains(response.status()),
        check.preserveLastResponse() ? Optional.of(response) : Optional.empty());
  }

  private static ReadinessCheck.Response response(
      Instance instance, AppDefinition app, Task task, ReadinessCheck check) {
    Optional<Address> address = Address.of(instance, app, task, check.portName());
    if (address.isEmpty()) {
      return none("the task has no port " + check.portName() + ", or no address yet");
    }
    try {
      HttpQuestion question =
          new HttpQuestion(
              address.get().uri(check.https() ? "https" : "http", check.path()), check.timeout());
      HttpQuestion.Answer answer = question.ask(check.preserveLastResponse());
      return new ReadinessCheck.Response(answer.status(), answer.contentType(), answer.body());
    } catch (IOException | IllegalArgumentException e) {
      return none(
          "Marathon could not query "
              + address.get().host()
              + ":"
              + address.get().port()
              + check.path()
              + ": "
              + e.getMessage());
    }
  }

  private static ReadinessCheck.Response none(String why) {
    return new ReadinessCheck.Response(NO_ANSWER, "text/plain", why);
  }
}
