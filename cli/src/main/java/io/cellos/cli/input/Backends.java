package io.cellos.cli.input;

import io.cellos.backend.Backend;
import io.cellos.backend.Settings;
import io.cellos.backend.local.LocalBackend;
import io.cellos.backend.local.LocalSettings;
import io.cellos.base.process.JavaCommand;
import io.cellos.model.InvalidInputException;
import io.cellos.node.NodeMain;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/** The one place that knows which backends there are. A backend is opened when it is needed. */
public final class Backends {
  private final Map<String, Function<Settings, Backend>> byWord;

  /**
   * @param byWord how each word of {@code --backend} is opened
   */
  public Backends(Map<String, Function<Settings, Backend>> byWord) {
    this.byWord = Map.copyOf(byWord);
  }

  /**
   * The backends of this release.
   *
   * @param env {@code CELLOS_HOME} is where cells are kept, else {@code ~/.cellos}
   */
  public static Backends standard(Map<String, String> env) {
    return new Backends(Map.of("local", settings -> new LocalBackend(localSettings(env))));
  }

  private static LocalSettings localSettings(Map<String, String> env) {
    String chosen = env.getOrDefault("CELLOS_HOME", "");
    Path home =
        chosen.isEmpty() ? Path.of(System.getProperty("user.home"), ".cellos") : Path.of(chosen);
    return new LocalSettings(
        home.resolve("local"),
        Bundle.VERSION,
        JavaCommand.current().fromJarOf(LocalBackend.class),
        NodeMain.class);
  }

  /**
   * @param settings what the user chose for the backend
   * @throws InvalidInputException if there is no such backend
   */
  public Backend open(String word, Settings settings) {
    Function<Settings, Backend> known = byWord.get(word);
    if (known == null) {
      throw new InvalidInputException(
          "\"%s\" is not a backend: choose %s%s"
              .formatted(
                  word, String.join(", ", byWord.keySet()), NearWord.hint(word, byWord.keySet())));
    }
    return known.apply(settings);
  }
}
