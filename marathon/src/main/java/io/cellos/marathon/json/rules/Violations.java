package io.cellos.marathon.json.rules;

import io.cellos.marathon.json.schema.Shape;
import io.cellos.marathon.model.InvalidObjectException;
import io.cellos.marathon.model.Problem;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong at a path. */
public final class Violations {
  private final String path;
  private final Set<Problem> found;

  private Violations(String path, Set<Problem> found) {
    this.path = path;
    this.found = found;
  }

  public static Violations begin() {
    return new Violations("", new LinkedHashSet<>());
  }

  /** For a part: the field of that name. */
  public Violations at(String field) {
    return new Violations(path + "/" + field, found);
  }

  /** For a part: the item of that index. */
  public Violations at(int index) {
    return new Violations(path + "(" + index + ")", found);
  }

  /** Notes a problem, unless there are more than anybody reads. */
  public void add(String message) {
    if (found.size() >= Shape.ENOUGH) {
      return;
    }
    found.add(new Problem(path.isEmpty() ? Problem.WHOLE : path, message));
  }

  public void require(boolean holds, String message) {
    if (!holds) {
      add(message);
    }
  }

  public List<Problem> found() {
    return List.copyOf(found);
  }

  /**
   * @throws InvalidObjectException if anything was found
   */
  public void throwIfAny() {
    InvalidObjectException.throwIfAny(found());
  }
}
