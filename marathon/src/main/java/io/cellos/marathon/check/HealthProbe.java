package io.cellos.marathon.check;

import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.Task;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.HealthCheck;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;

/** Makes a health check once. */
final class HealthProbe {
  private HealthProbe() {}

  /** What one check says. */
  sealed interface Finding {
    /** The task is well. */
    record Well() implements Finding {}

    /** It is not, and why. */
    record Unwell(String why) implements Finding {}

    /** The answer says nothing. */
    record Nothing() implements Finding {}
  }

  static Finding look(Instance instance, AppDefinition app, Task task, HealthCheck check) {
    Optional<Address> address = Address.of(instance, app, task, check);
    if (address.isEmpty()) {
      return new Finding.Unwell("the task has no such port, or no address yet");
    }
    try {
      return switch (check.protocol()) {
        case HTTP -> http("http", address.get(), check);
        case HTTPS -> http("https", address.get(), check);
        case TCP -> tcp(address.get(), check);
        case COMMAND, MESOS_TCP, MESOS_HTTP, MESOS_HTTPS -> new Finding.Nothing(); // not by us
      };
    } catch (IOException | IllegalArgumentException e) {
      return new Finding.Unwell(e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  /** As in Marathon, redirects are good answers. */
  private static Finding http(String scheme, Address address, HealthCheck check)
      throws IOException {
    StatusQuestion.Status answer =
        StatusQuestion.ask(address.uri(scheme, check.path().orElse("/")), check.timeout());
    if (answer.code() >= 200 && answer.code() < 400) {
      return new Finding.Well();
    }
    if (answer.code() < 200 && check.ignoreHttp1xx()) {
      return new Finding.Nothing();
    }
    return new Finding.Unwell((answer.code() + " " + answer.reason()).strip());
  }

  private static Finding tcp(Address address, HealthCheck check) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(address.host(), address.port()),
          Math.max(1, Math.toIntExact(check.timeout().toMillis())));
      return new Finding.Well();
    }
  }
}
