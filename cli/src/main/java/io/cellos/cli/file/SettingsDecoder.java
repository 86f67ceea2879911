package io.cellos.cli.file;

import io.cellos.backend.BodySettings;
import io.cellos.backend.Settings;
import io.cellos.cli.input.Mistakes;
import io.cellos.cli.input.RoleNames;
import io.cellos.cli.settings.Key;
import io.cellos.model.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads {@code backend}, what is said of the body, and the section {@code aws} of a cell file. */
final class SettingsDecoder {
  private final Mistakes mistakes;

  SettingsDecoder(Mistakes mistakes) {
    this.mistakes = mistakes;
  }

  Settings decode(YamlObject cell) {
    Map<String, String> values = new TreeMap<>();
    cell.text("backend").ifPresent(word -> values.put(Key.BACKEND.toString(), word));
    readBody(cell, values);
    cell.object("aws", Key.onEc2()).ifPresent(aws -> read(aws, values));
    return new Settings(values);
  }

  private void readBody(YamlObject cell, Map<String, String> values) {
    put(cell, Key.ENGINE, values);
    put(cell, Key.RESOURCES, values);
    cell.object("mesos", List.of("home"))
        .flatMap(mesos -> mesos.text("home"))
        .ifPresent(home -> values.put(Key.MESOS_HOME.toString(), home));
    try {
      BodySettings.of(new Settings(values));
    } catch (InvalidInputException e) {
      String key = values.containsKey(Key.ENGINE.toString()) ? "engine" : "resources";
      mistakes.add(cell.line(key), e);
    }
  }

  private void put(YamlObject cell, Key key, Map<String, String> values) {
    if (cell.get(key.toString()).isPresent()) {
      value(cell, key).ifPresent(value -> values.put(key.toString(), value));
    }
  }

  private void read(YamlObject aws, Map<String, String> values) {
    for (String word : aws.keys()) {
      Key key = Key.of(word).orElseThrow();
      value(aws, key)
          .ifPresent(
              value -> {
                key.mistake(value).ifPresent(wrong -> mistakes.add(aws.line(word), wrong));
                values.put(word, value);
              });
    }
  }

  private Optional<String> value(YamlObject aws, Key key) {
    String word = key.toString();
    return switch (key.form()) {
      case TEXT, SWITCH -> aws.text(word);
      case LIST ->
          aws.isList(word) ? Optional.of(String.join(",", aws.texts(word))) : aws.text(word);
      case BY_ROLE -> aws.isObject(word) ? Optional.of(byRole(aws, word)) : aws.text(word);
    };
  }

  /** {@code nucleus=m7g.large,membrane=t4g.small}, as on the command line. */
  private static String byRole(YamlObject aws, String word) {
    List<String> parts = new ArrayList<>();
    aws.object(word, RoleNames.all())
        .ifPresent(
            roles ->
                roles
                    .keys()
                    .forEach(
                        role ->
                            roles.text(role).ifPresent(value -> parts.add(role + "=" + value))));
    return String.join(",", parts);
  }
}
