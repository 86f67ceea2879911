package io.cellos.backend;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a user chose for a backend, by key, after precedence was applied (settings file, then
 * environment, then cell file, then argument). A backend reads the keys it knows and refuses values
 * it can't use, all of them at once.
 *
 * @param values by lower-case key with hyphens, such as {@code region} or {@code allowed-networks}
 */
public record Settings(Map<String, String> values) {
  public static final Settings NONE = new Settings(Map.of());

  public Settings {
    values = Map.copyOf(values);
  }

  /** The value; empty where nobody chose one, or chose an empty one. */
  public Optional<String> get(String key) {
    return Optional.ofNullable(values.get(key)).filter(value -> !value.isBlank());
  }

  /** Whether a switch is on: {@code true} or {@code yes}. */
  public boolean isOn(String key) {
    return get(key).filter(value -> value.equals("true") || value.equals("yes")).isPresent();
  }

  /** These settings with those of the other, which win. */
  public Settings with(Settings stronger) {
    Map<String, String> all = new TreeMap<>(values);
    all.putAll(stronger.values);
    return new Settings(all);
  }
}
