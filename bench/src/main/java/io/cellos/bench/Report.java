package io.cellos.bench;

import java.io.PrintStream;

/** Prints results, one block a benchmark. */
final class Report {
  private final PrintStream out;

  Report(PrintStream out) {
    this.out = out;
  }

  void title(String text) {
    out.println();
    out.println("== " + text);
  }

  void line(String what, Object value) {
    out.printf("   %-46s %s%n", what, value);
  }

  /** A figure against its floor of the same run. */
  void ratio(String what, double ours, double floor) {
    line(what, "%.2f x".formatted(ours / floor));
  }

  /** Whether a figure is within its goal. */
  void goal(String what, double figure, double goal, String unit) {
    String verdict = figure <= goal ? "met" : "MISSED";
    line("goal " + what, "%.2f %s of at most %.2f: %s".formatted(figure, unit, goal, verdict));
  }
}
