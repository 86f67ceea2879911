package io.cellos.cli.input;

import io.cellos.backend.Backend;
import io.cellos.backend.Settings;
import io.cellos.backend.local.LocalBackend;
import io.cellos.backend.local.LocalSettings;
import io.cellos.base.process.JavaCommand;
import io.cellos.cli.terminal.Programs;
import io.cellos.model.InvalidInputException;
import io.cellos.model.NodeId;
import io.cellos.node.NodeMain;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The one place that knows which backends there are. A backend is opened when it is needed. */
public final class Backends {
  /** Connects this program's input and output with an instance's ssh port. */
  @FunctionalInterface
  public interface Tunnel {
    /**
     * @param programs runs what connects
     * @return the exit status
     */
    int run(Settings settings, NodeId instance, Programs programs) throws InterruptedException;
  }

  /**
   * One backend.
   *
   * @param keys the settings that it reads
   * @param open opens it with the settings
   */
  public record Known(Set<String> keys, Function<Settings, Backend> open, Tunnel tunnel) {
    public Known {
      keys = Set.copyOf(keys);
    }

    /** A backend that has no settings; its nodes are reached without a tunnel. */
    public static Known plain(Function<Settings, Backend> open) {
      return new Known(
          Set.of(),
          open,
          (settings, instance, programs) -> {
            throw new InvalidInputException(
                "nodes of this backend are reached directly; a tunnel is for --backend aws");
          });
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
    // Here the one for EC2 is added: "aws", new Known(Set.copyOf(Key.onEc2()), …).
    return new Backends(
        Map.of("local", Known.plain(settings -> new LocalBackend(localSettings(settings)))));
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

  /** How instances of the backend are reached. */
  public Tunnel tunnel(String word) {
    return known(word).tunnel;
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
