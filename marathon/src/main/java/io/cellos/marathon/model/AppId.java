package io.cellos.marathon.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The absolute path of an app, a pod or a group; {@code /} is the root group.
 *
 * @param value such as {@code /prod/db/mongo}
 */
public record AppId(String value) implements Comparable<AppId> {
  /** The rule for one name as clients are told it; see {@link #isName}. */
  public static final String NAME_RULE =
      "^(([a-z0-9]|[a-z0-9][a-z0-9\\-]*[a-z0-9])\\.)*([a-z0-9]|[a-z0-9][a-z0-9\\-]*[a-z0-9])"
          + "|(\\.|\\.\\.)$";

  public static final AppId ROOT = new AppId("/");

  public AppId {
    Checks.require(
        value.equals("/") || (value.startsWith("/") && areNames(value, 1)),
        "\"" + value + "\" is not the path of an app");
  }

  /**
   * Reads a path; one without a leading slash is below the root.
   *
   * @throws IllegalArgumentException if a name breaks the rule
   */
  public static AppId parse(String text) {
    return ROOT.resolve(text);
  }

  /** Like {@link #parse}, for text that may be anything, such as a URL's. */
  public static Optional<AppId> find(String text) {
    try {
      return Optional.of(parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether this can be one name: lower-case letters, digits, dots and hyphens, no hyphen at the
   * ends or beside a dot. Done by hand because what is asked may be long, and regular expressions
   * recurse.
   */
  public static boolean isName(String text) {
    return text.indexOf('/') < 0 && areNames(text, 0);
  }

  /** Whether there is nothing but names between slashes; both ends and all dots end a word. */
  private static boolean areNames(String text, int from) {
    char before = '/';
    for (int i = from; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : '/';
      boolean inWord = (before >= 'a' && before <= 'z') || (before >= '0' && before <= '9');
      boolean word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      boolean ends = c == '.' || c == '/';
      boolean goesOn = c == '-' && before != '.' && before != '/';
      if (!word && !goesOn && !(ends && inWord)) {
        return false;
      }
      before = c;
    }
    return true;
  }

  /** The names in a path as written, empty ones left out, {@code .} and {@code ..} still there. */
  public static List<String> names(String text) {
    List<String> names = new ArrayList<>();
    for (String name : text.split("/")) {
      if (!name.isEmpty()) {
        names.add(name);
      }
    }
    return names;
  }

  /** The path that the text means when it is found in this group. */
  public AppId resolve(String text) {
    List<String> result = new ArrayList<>(text.startsWith("/") ? List.of() : path());
    for (String name : names(text)) {
      if (name.equals("..")) {
        if (!result.isEmpty()) {
          result.removeLast();
        }
      } else if (!name.equals(".")) {
        result.add(name);
      }
    }
    return new AppId("/" + String.join("/", result));
  }

  /** The names, outermost first. */
  public List<String> path() {
    return List.copyOf(names(value));
  }

  public boolean isRoot() {
    return value.length() == 1;
  }

  /** Directly below the root. */
  public boolean isTopLevel() {
    return !isRoot() && value.lastIndexOf('/') == 0;
  }

  /** The group this belongs to; the root's parent is the root. */
  public AppId parent() {
    int slash = value.lastIndexOf('/');
    return slash == 0 ? ROOT : new AppId(value.substring(0, slash));
  }

  /** The group directly below the root in which this is; the root itself for the root. */
  public AppId topLevel() {
    return ROOT.childTowards(this);
  }

  /** What is directly below this group on the way to something in it. */
  public AppId childTowards(AppId below) {
    int slash = below.value.indexOf('/', isRoot() ? 1 : value.length() + 1);
    return slash < 0 ? below : new AppId(below.value.substring(0, slash));
  }

  /** All groups this belongs to, from the nearest one up to the root. */
  public List<AppId> ancestors() {
    List<AppId> result = new ArrayList<>();
    for (AppId id = this; !id.isRoot(); ) {
      id = id.parent();
      result.add(id);
    }
    return result;
  }

  /** Whether this is the group or somewhere in it. */
  public boolean isIn(AppId group) {
    return group.isRoot()
        || (value.startsWith(group.value)
            && (value.length() == group.value.length()
                || value.charAt(group.value.length()) == '/'));
  }

  /** The path as one word, {@code prod_db_mongo}, as task ids begin. */
  public String safe() {
    return value.substring(1).replace('/', '_');
  }

  /** The path as a host name, {@code mongo.db.prod}. */
  public String hostname() {
    List<String> reversed = names(value);
    Collections.reverse(reversed);
    return String.join(".", reversed);
  }

  /** Name by name, outer groups before what is in them. */
  @Override
  public int compareTo(AppId other) {
    List<String> mine = names(value);
    List<String> others = names(other.value);
    for (int i = 0; i < Math.min(mine.size(), others.size()); i++) {
      int order = mine.get(i).compareTo(others.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(mine.size(), others.size());
  }

  @Override
  public String toString() {
    return value;
  }
}
