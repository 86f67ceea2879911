package io.cellos.base.flags;

import io.cellos.base.text.NearWord;
import io.cellos.model.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The flags that a program was started with: {@code --name=value}, {@code --name value}, {@code
 * --name} for those that are true or false, and the environment, which the command line overrules.
 *
 * @param values by name, those that have a default or were given
 */
public record Flags(SortedMap<String, String> values) {
  /** What a flag without a default is declared with. */
  public static final String NONE = "\0none";

  public Flags {
    values = new TreeMap<>(values);
  }

  /**
   * How a program's flags are written.
   *
   * @param environment what the names of variables begin with, such as {@code MESOS_}
   * @param not what the name of a flag begins with that is switched off, such as {@code no-}
   */
  public record Style(String environment, String not) {}

  /**
   * @param known all flags that there are, with their defaults or {@link #NONE}
   * @throws InvalidInputException if a flag is unknown or lacks its value; all of them at once
   */
  public static Flags parse(
      String[] arguments, Map<String, String> environment, Map<String, String> known, Style style) {
    SortedMap<String, String> values = new TreeMap<>();
    known.forEach(
        (name, value) -> {
          if (!value.equals(NONE)) {
            values.put(name, value);
          }
        });
    environment.forEach(
        (name, value) -> {
          String prefix = style.environment();
          String flag = name.startsWith(prefix) ? lower(name.substring(prefix.length())) : "";
          if (known.containsKey(flag)) {
            values.put(flag, value);
          }
        });
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i];
      if (!argument.startsWith("--")) {
        problems.add("\"" + argument + "\" is no flag: flags look like --name=value");
        continue;
      }
      int equals = argument.indexOf('=');
      String name = argument.substring(2, equals < 0 ? argument.length() : equals);
      if (equals >= 0 && known.containsKey(name)) {
        values.put(name, argument.substring(equals + 1));
      } else if (isNot(known, name, style)) {
        values.put(name.substring(style.not().length()), "false");
      } else if (isSwitch(known, name)) {
        values.put(name, "true");
      } else if (!known.containsKey(name)) {
        problems.add("--" + name + " is no flag" + NearWord.hint(name, known.keySet()));
      } else if (i + 1 < arguments.length && !arguments[i + 1].startsWith("--")) {
        values.put(name, arguments[++i]);
      } else {
        problems.add("--" + name + " needs a value");
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(String.join("; ", problems));
    }
    return new Flags(values);
  }

  private static String lower(String name) {
    return name.toLowerCase(java.util.Locale.ROOT);
  }

  private static boolean isSwitch(Map<String, String> known, String name) {
    String value = known.getOrDefault(name, "");
    return value.equals("true") || value.equals("false");
  }

  private static boolean isNot(Map<String, String> known, String name, Style style) {
    return name.startsWith(style.not()) && isSwitch(known, name.substring(style.not().length()));
  }

  public Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** The same with another value of one. */
  public Flags with(String name, String value) {
    SortedMap<String, String> changed = new TreeMap<>(values);
    changed.put(name, value);
    return new Flags(changed);
  }

  /** The value of a flag that has a default. */
  public String get(String name) {
    return find(name).orElseThrow(() -> new InvalidInputException("--" + name + " is missing"));
  }

  public boolean isTrue(String name) {
    return read(name, text -> text.isEmpty() || Boolean.parseBoolean(text));
  }

  /** A number from 0 on. */
  public int number(String name) {
    return read(name, Integer::parseUnsignedInt);
  }

  public <T> T read(String name, Function<String, T> parse) {
    String text = get(name);
    try {
      return parse.apply(text);
    } catch (NumberFormatException e) {
      throw new InvalidInputException("--" + name + ": \"" + text + "\" is not a number");
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException("--" + name + ": " + e.getMessage());
    }
  }
}
