package io.cellos.base.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that somebody probably meant. */
public final class NearWord {
  private NearWord() {}

  /** The closest of the known words, if one is close enough to be a slip of the fingers. */
  public static Optional<String> find(String typed, Collection<String> known) {
    return known.stream()
        .filter(word -> distance(typed, word) <= Math.max(1, word.length() / 3))
        .min(Comparator.comparingInt(word -> distance(typed, word)));
  }

  /** {@code ; did you mean "nucleus"?}, or nothing. */
  public static String hint(String typed, Collection<String> known) {
    return find(typed, known).map(word -> "; did you mean \"" + word + "\"?").orElse("");
  }

  /** {@code did you mean "nucleus"?}, or the words that there are. */
  public static String orAll(String typed, Collection<String> known) {
    return find(typed, known)
        .map(word -> "did you mean \"" + word + "\"?")
        .orElseGet(() -> "known are " + String.join(", ", known));
  }

  /** How many letters must be put in, left out, changed or swapped with their neighbour. */
  static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cheapest(int[][] cost, String a, String b, int i, int j) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int least = Math.min(cost[i - 1][j], cost[i][j - 1]) + 1;
    least = Math.min(least, cost[i - 1][j - 1] + (same ? 0 : 1));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
  }
}
