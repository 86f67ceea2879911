package io.cellos.mesos.master.core.validation;

import static io.cellos.mesos.master.core.validation.First.when;

import java.util.Optional;
import org.apache.mesos.v1.Protos.CheckInfo;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.HealthCheck;

/** Checks and health checks of tasks. */
final class HealthRules {
  private HealthRules() {}

  static Optional<String> problem(HealthCheck check) {
    if (!check.hasType()) {
      return Optional.of("HealthCheck must specify 'type'");
    }
    return First.of(
        () -> kind(check),
        () -> negative("delay_seconds", check.getDelaySeconds()),
        () -> negative("grace_period_seconds", check.getGracePeriodSeconds()),
        () -> negative("interval_seconds", check.getIntervalSeconds()),
        () -> negative("timeout_seconds", check.getTimeoutSeconds()));
  }

  private static Optional<String> negative(String what, double seconds) {
    return when(seconds < 0, "Expecting '" + what + "' to be non-negative");
  }

  private static Optional<String> kind(HealthCheck check) {
    return switch (check.getType()) {
      case COMMAND ->
          check.hasCommand()
              ? command("health check", "Health check's", check.getCommand())
              : Optional.of("Expecting 'command' to be set for COMMAND health check");
      case HTTP -> {
        HealthCheck.HTTPCheckInfo http = check.getHttp();
        boolean scheme =
            !http.hasScheme()
                || http.getScheme().equals("http")
                || http.getScheme().equals("https");
        yield First.of(
            () -> when(!check.hasHttp(), "Expecting 'http' to be set for HTTP health check"),
            () -> when(!scheme, "Unsupported HTTP health check scheme: '" + http.getScheme() + "'"),
            () -> path("health check", http.hasPath(), http.getPath()));
      }
      case TCP -> when(!check.hasTcp(), "Expecting 'tcp' to be set for TCP health check");
      case UNKNOWN -> Optional.of("'UNKNOWN' is not a valid health check type");
    };
  }

  private static Optional<String> path(String what, boolean set, String path) {
    return when(
        set && !path.startsWith("/"),
        "The path '%s' of HTTP %s must start with '/'".formatted(path, what));
  }

  private static Optional<String> command(String what, String whose, CommandInfo command) {
    String kind = command.getShell() ? "'shell command'" : "'executable path'";
    return First.of(
        () -> when(!command.hasValue(), "Command " + what + " must contain " + kind),
        () -> CommandCheck.problem(command).map(p -> whose + " `CommandInfo` is invalid: " + p));
  }

  static Optional<String> problem(CheckInfo check) {
    if (!check.hasType()) {
      return Optional.of("CheckInfo must specify 'type'");
    }
    return First.of(
        () -> kind(check),
        () -> negative("delay_seconds", check.getDelaySeconds()),
        () -> negative("interval_seconds", check.getIntervalSeconds()),
        () -> negative("timeout_seconds", check.getTimeoutSeconds()));
  }

  private static Optional<String> kind(CheckInfo check) {
    return switch (check.getType()) {
      case COMMAND ->
          check.hasCommand()
              ? command("check", "Check's", check.getCommand().getCommand())
              : Optional.of("Expecting 'command' to be set for COMMAND check");
      case HTTP ->
          First.of(
              () -> when(!check.hasHttp(), "Expecting 'http' to be set for HTTP check"),
              () -> path("check", check.getHttp().hasPath(), check.getHttp().getPath()));
      case TCP -> when(!check.hasTcp(), "Expecting 'tcp' to be set for TCP check");
      case UNKNOWN -> Optional.of("'UNKNOWN' is not a valid check type");
    };
  }
}
