package io.cellos.marathon.api.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Chooses by labels: {@code a, b == c, d != e, f in (g, h), i notin (j)}, all of which must hold.
 * Characters other than letters, digits and {@code -_.} have a backslash before them.
 */
public final class LabelSelector {
  private static final Pattern TERM = Pattern.compile("\\G\\s*((?:\\\\.|[-A-Za-z0-9_.])+)");
  private static final Pattern EQUALITY = Pattern.compile("\\G\\s*(==|!=)");
  private static final Pattern MEMBERSHIP = Pattern.compile("\\G\\s*(notin|in)\\s*\\(");

  private final String text;
  private int at;

  private LabelSelector(String text) {
    this.text = text;
  }

  /**
   * @throws IllegalArgumentException if it can't be read
   */
  public static Predicate<Map<String, String>> parse(String text) {
    return new LabelSelector(text).all();
  }

  private Predicate<Map<String, String>> all() {
    Predicate<Map<String, String>> all = _ -> true;
    if (isAtEnd()) {
      return all;
    }
    do {
      all = all.and(one());
    } while (skip(','));
    if (!isAtEnd()) {
      throw wrong("',' or the end");
    }
    return all;
  }

  private Predicate<Map<String, String>> one() {
    String label = term();
    Matcher membership = MEMBERSHIP.matcher(text);
    if (membership.find(at)) {
      at = membership.end();
      List<String> set = set();
      boolean in = membership.group(1).equals("in");
      return labels -> labels.containsKey(label) && set.contains(labels.get(label)) == in;
    }
    Matcher equality = EQUALITY.matcher(text);
    if (equality.find(at)) {
      at = equality.end();
      String value = term();
      boolean same = equality.group(1).equals("==");
      return labels -> labels.containsKey(label) && value.equals(labels.get(label)) == same;
    }
    return labels -> labels.containsKey(label);
  }

  private List<String> set() {
    List<String> set = new ArrayList<>();
    if (skip(')')) {
      return set;
    }
    do {
      set.add(term());
    } while (skip(','));
    if (!skip(')')) {
      throw wrong("')'");
    }
    return set;
  }

  private String term() {
    Matcher term = TERM.matcher(text);
    if (!term.find(at)) {
      throw wrong("a label");
    }
    at = term.end();
    return term.group(1).replaceAll("\\\\(.)", "$1");
  }

  private boolean skip(char expected) {
    skipBlanks();
    boolean found = at < text.length() && text.charAt(at) == expected;
    if (found) {
      at++;
    }
    return found;
  }

  private boolean isAtEnd() {
    skipBlanks();
    return at == text.length();
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private IllegalArgumentException wrong(String expected) {
    return new IllegalArgumentException(
        "Can not parse label selector %s. Reason: %s expected at character %d"
            .formatted(text, expected, at + 1));
  }
}
