package io.cellos.cli.input;

import io.cellos.backend.Backend;
import io.cellos.model.InvalidInputException;
import java.util.Map;
import java.util.function.Supplier;

/** The one place that knows which backends there are. A backend is opened when it is needed. */
public final class Backends {
  private final Map<String, Supplier<Backend>> byWord;

  /**
   * @param byWord how each word of {@code --backend} is opened
   */
  public Backends(Map<String, Supplier<Backend>> byWord) {
    this.byWord = Map.copyOf(byWord);
  }

  /** The backends of this release. */
  public static Backends standard() {
    return new Backends(Map.of());
  }

  /**
   * @throws InvalidInputException if there is no such backend
   */
  public Backend open(String word) {
    Supplier<Backend> known = byWord.get(word);
    if (known == null) {
      throw new InvalidInputException(
          "\"%s\" is not a backend: choose %s%s"
              .formatted(
                  word, String.join(", ", byWord.keySet()), NearWord.hint(word, byWord.keySet())));
    }
    return known.get();
  }
}
