package io.cellos.marathon.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.marathon.model.Timestamp;
import java.util.Optional;

/**
 * Changes to an app. They are a document that is laid over the app's own, so what they say is
 * exactly what they replace.
 */
public final class AppUpdate {
  private final ObjectNode changes;

  AppUpdate(ObjectNode changes) {
    this.changes = changes;
  }

  /** The path as sent, relative or absolute. */
  public Optional<String> id() {
    return Optional.ofNullable(changes.get("id")).map(id -> id.textValue());
  }

  /** The version that the app shall be again; then nothing else changes. */
  public Optional<Timestamp> version() {
    return Optional.ofNullable(changes.get("version"))
        .map(version -> Timestamp.parse(version.textValue()));
  }

  /** The app's document with the changes made; what is not said stays. */
  ObjectNode over(ObjectNode app) {
    ObjectNode changed = app.deepCopy();
    changes.deepCopy().properties().stream()
        .filter(change -> !change.getKey().equals("id"))
        .forEach(change -> changed.set(change.getKey(), change.getValue()));
    return changed;
  }
}
