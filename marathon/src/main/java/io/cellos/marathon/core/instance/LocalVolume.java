package io.cellos.marathon.core.instance;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a persistent volume, {@code <path joined by #>#<path in the container>#<uuid>}, as
 * Mesos keeps it.
 */
public record LocalVolume(String value) {
  private static final Pattern FORM = Pattern.compile("[^#]+(#[^#]+)*#[^#]+#[0-9a-f-]{36}");

  /** Reads a name; nothing if it is none of ours. */
  public static Optional<LocalVolume> find(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new LocalVolume(text)) : Optional.empty();
  }

  /** The path in the container. */
  public String containerPath() {
    int end = value.lastIndexOf('#');
    return value.substring(value.lastIndexOf('#', end - 1) + 1, end);
  }

  @Override
  public String toString() {
    return value;
  }
}
