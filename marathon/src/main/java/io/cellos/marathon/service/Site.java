package io.cellos.marathon.service;

import io.cellos.marathon.json.rules.Settings;
import io.cellos.marathon.metrics.Meters;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * This program, as the API shows it.
 *
 * @param self its URL, such as {@code http://127.20.0.11:8080}
 * @param flags as given, by their names without dashes
 * @param zookeeper {@code zk://…/marathon}
 * @param meters what is measured of it
 * @param leadership who leads right now
 */
public record Site(
    URI self,
    Map<String, String> flags,
    Settings settings,
    Optional<String> zookeeper,
    Meters meters,
    Supplier<Leadership> leadership) {
  /** The version of Marathon whose API this is. */
  public static final String VERSION = "1.11.24";

  public Site {
    flags = Map.copyOf(flags);
  }
}
