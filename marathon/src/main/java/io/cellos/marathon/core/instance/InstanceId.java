package io.cellos.marathon.core.instance;

import io.cellos.marathon.model.AppId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an instance: {@code <path joined by _>.instance-<uuid>}; instances of Marathon before
 * 1.5 have {@code marathon-} in place of {@code instance-}.
 *
 * @param value the whole name
 */
public record InstanceId(String value) implements Comparable<InstanceId> {
  private static final Pattern FORM =
      Pattern.compile(
          "(?<app>[^.]+(\\.[^.]+)*?)\\.(instance-|marathon-)"
              + "(?<uuid>[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})");

  public InstanceId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("\"" + value + "\" is not the id of an instance");
    }
  }

  /**
   * @param uuid a UUID as text
   */
  public static InstanceId of(AppId spec, String uuid) {
    return new InstanceId(spec.safe() + ".instance-" + uuid);
  }

  /** Like the constructor, for text that may be anything. */
  public static Optional<InstanceId> find(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new InstanceId(text)) : Optional.empty();
  }

  /** The app or pod; names have no {@code _}, so nothing is lost in joining them by it. */
  public AppId spec() {
    Matcher form = FORM.matcher(value);
    if (!form.matches()) {
      throw new IllegalStateException(value);
    }
    return AppId.parse("/" + form.group("app").replace('_', '/'));
  }

  @Override
  public int compareTo(InstanceId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
