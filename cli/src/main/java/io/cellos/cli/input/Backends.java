package io.cellos.cli.input;

import io.cellos.backend.Backend;
import io.cellos.backend.BodySettings;
import io.cellos.backend.Settings;
import io.cellos.backend.aws.AwsBackend;
import io.cellos.backend.aws.client.AwsSettings;
import io.cellos.backend.local.LocalBackend;
import io.cellos.backend.local.LocalSettings;
import io.cellos.base.process.JavaCommand;
import io.cellos.base.text.NearWord;
import io.cellos.model.InvalidInputException;
import io.cellos.node.NodeMain;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The one place that knows which backends there are. A backend is opened when it is needed. */
public final class Backends {
  /**
   * One backend.
   *
   * @param keys the settings that it reads
   * @param open opens it with the settings
   */
  public record Known(Set<String> keys, Function<Settings, Backend> open) {
    public Known {
      keys = Set.copyOf(keys);
    }
  }

  private final Map<String, Known> byWord;

  /**
   * @param byWord what each word of {@code --backend} means
   */
  public Backends(Map<String, Known> byWord) {
    this.byWord = Map.copyOf(byWord);
  }

  /** The backends of this release. */
  public static Backends standard() {
    return new Backends(
        Map.of(
            "local",
            new Known(Set.of(), settings -> new LocalBackend(localSettings(settings))),
            "aws",
            new Known(
                AwsSettings.KEYS,
                settings -> new AwsBackend(AwsSettings.of(settings), Bundle.VERSION))));
  }

  private static LocalSettings localSettings(Settings settings) {
    return new LocalSettings(
        Path.of(settings.get("home").orElseThrow()).resolve("local"),
        Bundle.VERSION,
        JavaCommand.current().fromJarOf(LocalBackend.class),
        NodeMain.class);
  }

  /**
   * @param settings what was chosen for the backend
   * @param typed those of them that were given as options
   * @throws InvalidInputException if there is no such backend, or if an option is not for it: a
   *     setting that lies in a file for other cells does no harm, but who types one means it
   */
  public Backend open(String word, Settings settings, Settings typed) {
    Known known = known(word);
    List<String> strangers =
        typed.values().keySet().stream()
            .filter(key -> !key.equals("backend") && !known.keys.contains(key))
            .filter(key -> !BodySettings.KEYS.contains(key))
            .map(Backends::option)
            .sorted()
            .toList();
    if (!strangers.isEmpty()) {
      throw new InvalidInputException(
          "%s: not for cells of backend %s; %s"
              .formatted(String.join(", ", strangers), word, elsewhere(typed.values().keySet())));
    }
    return known.open.apply(settings);
  }

  /** Whether the backend reads this setting. */
  public boolean reads(String word, String key) {
    return known(word).keys.contains(key);
  }

  private String elsewhere(Collection<String> keys) {
    return byWord.entrySet().stream()
        .filter(entry -> entry.getValue().keys.stream().anyMatch(keys::contains))
        .map(entry -> "add --backend " + entry.getKey() + " or leave it out")
        .findFirst()
        .orElse("leave it out");
  }

  private static String option(String key) {
    return key.equals("allowed-networks") ? "--allow" : "--" + key;
  }

  private Known known(String word) {
    Known known = byWord.get(word);
    if (known == null) {
      throw new InvalidInputException(
          "\"%s\" is not a backend: choose %s%s"
              .formatted(
                  word,
                  String.join(", ", byWord.keySet().stream().sorted().toList()),
                  NearWord.hint(word, byWord.keySet())));
    }
    return known;
  }
}
