package io.cellos.marathon.state;

import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.RunSpec;
import io.cellos.marathon.model.Timestamp;
import java.util.Optional;

/** One version of an app or a pod. */
record SpecKey(AppId id, Timestamp version) {
  static final String FOLDER = "specs";

  static SpecKey of(RunSpec spec) {
    return new SpecKey(spec.id(), spec.version());
  }

  /** Names of apps have neither {@code _} nor {@code @}. */
  String key() {
    return FOLDER + "/" + id.safe() + "@" + version.millis();
  }

  /** Reads what {@link #key} wrote; nothing if it is something else. */
  static Optional<SpecKey> find(String key) {
    int at = key.lastIndexOf('@');
    if (!key.startsWith(FOLDER + "/") || at < 0) {
      return Optional.empty();
    }
    String path = key.substring(FOLDER.length() + 1, at).replace('_', '/');
    try {
      Timestamp version = Timestamp.ofMillis(Long.parseLong(key.substring(at + 1)));
      return AppId.find("/" + path).map(id -> new SpecKey(id, version));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
