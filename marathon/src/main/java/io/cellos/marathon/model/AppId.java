package io.cellos.marathon.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The absolute path of an app, a pod or a group: {@code /prod/db/mongo}; {@code /} is the root
 * group.
 *
 * @param path the names, outermost first
 */
public record AppId(List<String> path) implements Comparable<AppId> {
  /** The rule for one name as clients are told it; see {@link #isName}. */
  public static final String NAME_RULE =
      "^(([a-z0-9]|[a-z0-9][a-z0-9\\-]*[a-z0-9])\\.)*([a-z0-9]|[a-z0-9][a-z0-9\\-]*[a-z0-9])"
          + "|(\\.|\\.\\.)$";

  public static final AppId ROOT = new AppId(List.of());

  public AppId {
    path = List.copyOf(path);
    for (String name : path) {
      Checks.require(isName(name), "\"" + name + "\" is not a name within a path");
    }
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
    char before = '.';
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : '.';
      boolean word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      boolean fits = word || (c == '-' && before != '.') || (c == '.' && before != '.');
      if (!fits || (c == '.' && before == '-')) {
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
    List<String> result = new ArrayList<>(text.startsWith("/") ? List.of() : path);
    for (String name : names(text)) {
      if (name.equals("..")) {
        if (!result.isEmpty()) {
          result.removeLast();
        }
      } else if (!name.equals(".")) {
        result.add(name);
      }
    }
    return new AppId(result);
  }

  public boolean isRoot() {
    return path.isEmpty();
  }

  /** Directly below the root. */
  public boolean isTopLevel() {
    return path.size() == 1;
  }

  /** The group this belongs to; the root's parent is the root. */
  public AppId parent() {
    return isRoot() ? this : new AppId(path.subList(0, path.size() - 1));
  }

  /** The group directly below the root in which this is; the root itself for the root. */
  public AppId topLevel() {
    return new AppId(path.subList(0, Math.min(1, path.size())));
  }

  /** All groups this belongs to, from the nearest one up to the root. */
  public List<AppId> ancestors() {
    List<AppId> result = new ArrayList<>();
    for (int length = path.size() - 1; length >= 0; length--) {
      result.add(new AppId(path.subList(0, length)));
    }
    return result;
  }

  /** Whether this is the group or somewhere in it. */
  public boolean isIn(AppId group) {
    return path.size() >= group.path.size()
        && path.subList(0, group.path.size()).equals(group.path);
  }

  /** The path as one word, {@code prod_db_mongo}, as task ids begin. */
  public String safe() {
    return String.join("_", path);
  }

  /** The path as a host name, {@code mongo.db.prod}. */
  public String hostname() {
    List<String> reversed = new ArrayList<>(path);
    Collections.reverse(reversed);
    return String.join(".", reversed);
  }

  @Override
  public int compareTo(AppId other) {
    int common = Math.min(path.size(), other.path.size());
    for (int i = 0; i < common; i++) {
      int order = path.get(i).compareTo(other.path.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(path.size(), other.path.size());
  }

  @Override
  public String toString() {
    return "/" + String.join("/", path);
  }
}
