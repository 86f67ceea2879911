package io.cellos.coordination;

import java.util.regex.Pattern;

/** The one rule of what a key of a shared store may be, whatever keeps the store. */
final class Keys {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}");

  private Keys() {}

  /**
   * The same key.
   *
   * @throws IllegalArgumentException if it is none
   */
  static String checked(String key) {
    for (String name : key.split("/", -1)) {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException("not a key of the shared store: " + key);
      }
    }
    return key;
  }
}
