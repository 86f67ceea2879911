package io.cellos.cli.settings;

import io.cellos.backend.Settings;
import io.cellos.base.text.NearWord;
import io.cellos.cli.input.Mistakes;
import io.cellos.model.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings file: sections of {@code key = value} lines; lines that begin with {@code #} or
 * {@code ;} are comments. Read here and not by a library, because those that there are drop what
 * they do not understand and do not know the lines that mistakes are in.
 */
final class SettingsFile {
  static final String USUAL_SECTION = "default";
  private static final Pattern SECTION = Pattern.compile("\\[\\s*([^\\[\\]]+?)\\s*]");
  private static final Pattern SETTING = Pattern.compile("([^=\\s]+)\\s*=\\s*(.*)");

  private final Path file;
  private final Mistakes mistakes;
  private final Map<String, Map<String, String>> sections = new LinkedHashMap<>();

  private SettingsFile(Path file) {
    this.file = file;
    this.mistakes = new Mistakes(file.toString());
  }

  /**
   * What a section sets; without a file nothing is set.
   *
   * @param section the one that must be there; empty for the usual one, which need not be
   * @throws InvalidInputException with every mistake of the file and its line, or if there is no
   *     such section
   */
  static Settings read(Path file, Optional<String> section) {
    SettingsFile read = new SettingsFile(file);
    read.parse(lines(file));
    read.mistakes.throwIfAny();
    return read.settings(section);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new InvalidInputException("can't read " + file + ": " + e.getMessage());
    }
  }

  private Settings settings(Optional<String> section) {
    String name = section.orElse(USUAL_SECTION);
    if (section.isPresent() && !sections.containsKey(name)) {
      throw new InvalidInputException(
          "%s has no section [%s]%s".formatted(file, name, NearWord.hint(name, sections.keySet())));
    }
    return new Settings(sections.getOrDefault(name, Map.of()));
  }

  private void parse(List<String> lines) {
    Map<String, String> current = null;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      int number = i + 1;
      if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
        continue;
      }
      Matcher section = SECTION.matcher(line);
      Matcher setting = SETTING.matcher(line);
      if (section.matches()) {
        current = begin(number, section.group(1));
      } else if (!setting.matches()) {
        mistakes.add(number, "neither [section] nor key = value");
      } else if (current == null) {
        mistakes.add(number, "a section must begin before the first key, such as [default]");
      } else {
        put(current, number, setting.group(1), setting.group(2));
      }
    }
  }

  private Map<String, String> begin(int line, String name) {
    Map<String, String> section = new TreeMap<>();
    if (sections.putIfAbsent(name, section) != null) {
      mistakes.add(line, "there are two sections [%s]".formatted(name));
    }
    return section;
  }

  private void put(Map<String, String> section, int line, String word, String value) {
    Optional<Key> key = Key.of(word);
    if (key.isEmpty()) {
      mistakes.add(line, "unknown key \"%s\"; %s".formatted(word, NearWord.orAll(word, Key.all())));
      return;
    }
    if (value.isEmpty()) {
      mistakes.add(line, "\"%s\" has no value".formatted(word));
      return;
    }
    key.get().mistake(value).ifPresent(mistake -> mistakes.add(line, mistake));
    if (section.putIfAbsent(word, value) != null) {
      mistakes.add(line, "\"%s\" is given twice".formatted(word));
    }
  }
}
