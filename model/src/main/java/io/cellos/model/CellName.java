package io.cellos.model;

import java.util.regex.Pattern;

/**
 * The name of a cell: at most 20 lower-case letters, digits and single hyphens, beginning with a
 * letter and not ending with a hyphen, not beginning with {@code internal-}. The rule is the same
 * for every backend; it comes from what AWS allows in load balancer names (32 characters with the
 * longest suffix {@code -zookeeper}, no {@code internal-} prefix).
 */
public record CellName(String value) implements Comparable<CellName> {
  private static final Pattern RULE = Pattern.compile("[a-z]([a-z0-9-]{0,18}[a-z0-9])?");

  public CellName {
    if (!RULE.matcher(value).matches() || value.contains("--") || value.startsWith("internal-")) {
      throw new InvalidInputException(
          "\""
              + printable(value)
              + "\" is not a cell name: use 1 to 20 lower-case letters, digits and single hyphens,"
              + " begin with a letter, do not end with a hyphen or begin with \"internal-\"");
    }
  }

  /**
   * @throws InvalidInputException if the rule is broken
   */
  public static CellName parse(String text) {
    return new CellName(text);
  }

  private static String printable(String text) {
    String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
    return shown.replaceAll("\\p{Cntrl}", "?");
  }

  @Override
  public int compareTo(CellName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
