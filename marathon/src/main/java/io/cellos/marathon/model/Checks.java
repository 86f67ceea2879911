package io.cellos.marathon.model;

/** What every value of the model holds about itself; whoever builds one wrongly has a bug. */
final class Checks {
  private Checks() {}

  static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }

  static void port(int port, String name) {
    require(port >= 0 && port <= 65535, name + " must be 0 to 65535 but is " + port);
  }
}
