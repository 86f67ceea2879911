package io.cellos.cli.settings;

import io.cellos.backend.Backend;
import io.cellos.backend.Settings;
import io.cellos.cli.input.Backends;
import io.cellos.cli.output.NextSteps;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Opens the backend that the user means, with the settings in their order of precedence. */
public final class BackendChoice {
  private static final String USUAL = "local";

  private final Backends backends;
  private final Map<String, String> env;
  private final NextSteps nextSteps;

  public BackendChoice(Backends backends, Map<String, String> env, NextSteps nextSteps) {
    this.backends = backends;
    this.env = Map.copyOf(env);
    this.nextSteps = nextSteps;
  }

  /**
   * The settings file, then the environment, then the cell file, then the arguments: the later
   * wins.
   *
   * @throws io.cellos.model.InvalidInputException if the settings file has mistakes
   */
  public Settings settings(Choice choice) {
    Path home = EnvironmentSettings.home(env);
    return SettingsFile.read(home.resolve("config"), choice.section())
        .with(EnvironmentSettings.of(env))
        .with(choice.cellFile())
        .with(choice.arguments())
        .with(new Settings(Map.of("home", home.toString())));
  }

  /**
   * @throws io.cellos.model.InvalidInputException if there is no such backend, or if something was
   *     typed that is not for it
   */
  public Backend open(Choice choice) {
    Settings settings = settings(choice);
    String word = word(settings);
    Backend backend = backends.open(word, settings, choice.arguments());
    nextSteps.carry(options(word, choice));
    return backend;
  }

  /** The options that mean the backend that was opened. */
  public List<String> options() {
    return nextSteps.options();
  }

  /** What must be typed to mean the same backend again; a cell file is not there every time. */
  private List<String> options(String word, Choice choice) {
    Settings chosen = choice.cellFile().with(choice.arguments());
    List<String> words = new ArrayList<>();
    for (Key key : List.of(Key.BACKEND, Key.REGION, Key.PROFILE)) {
      chosen
          .get(key.toString())
          .filter(value -> key == Key.BACKEND || backends.reads(word, key.toString()))
          .ifPresent(value -> words.addAll(List.of("--" + key, value)));
    }
    choice.section().ifPresent(name -> words.addAll(List.of("--cell_config", name)));
    return words;
  }

  private static String word(Settings settings) {
    return settings.get(Key.BACKEND.toString()).orElse(USUAL);
  }
}
