package io.cellos.cli.settings;

import io.cellos.backend.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the environment sets. */
final class EnvironmentSettings {
  private record Variable(String name, Key key) {}

  /** Of two for the same key the first that is set wins. */
  private static final List<Variable> VARIABLES =
      List.of(
          new Variable("CELL_BACKEND", Key.BACKEND),
          new Variable("PROXY_PORT", Key.PROXY_PORT),
          new Variable("CELL_ENGINE", Key.ENGINE),
          new Variable("MESOS_HOME", Key.MESOS_HOME),
          new Variable("AWS_REGION", Key.REGION),
          new Variable("AWS_DEFAULT_REGION", Key.REGION),
          new Variable("AWS_PROFILE", Key.PROFILE),
          new Variable("CELL_ZONE", Key.ZONE),
          new Variable("CELL_BUCKET", Key.BUCKET),
          new Variable("CELL_DOMAIN", Key.DOMAIN),
          new Variable("CELL_CIDR", Key.CIDR),
          new Variable("CELL_KEY_PAIR", Key.KEY_PAIR),
          new Variable("SSH_USER", Key.SSH_USER),
          new Variable("SSH_TIMEOUT", Key.SSH_TIMEOUT),
          new Variable("SSH_OPTIONS", Key.SSH_OPTIONS));

  private EnvironmentSettings() {}

  static Settings of(Map<String, String> env) {
    Map<String, String> values = new TreeMap<>();
    for (Variable variable : VARIABLES) {
      given(env, variable.name)
          .ifPresent(value -> values.putIfAbsent(variable.key.toString(), value));
    }
    return new Settings(values);
  }

  /**
   * Where this user's cells, keys and settings are: {@code CELLOS_HOME}, else {@code ~/.cellos}.
   */
  static Path home(Map<String, String> env) {
    return given(env, "CELLOS_HOME")
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cellos"));
  }

  /** An empty variable is as good as none. */
  private static Optional<String> given(Map<String, String> env, String variable) {
    return Optional.ofNullable(env.get(variable)).filter(value -> !value.isBlank());
  }
}
