package io.cellos.marathon.json.rules;

import com.fasterxml.jackson.databind.JsonNode;

/** What must hold for strategies of upgrades and of unreachable instances. */
final class StrategyRules {
  private StrategyRules() {}

  /** There is never a second instance, not even for a moment. */
  static void checkSingle(JsonNode upgrade, Violations violations) {
    checkZero(upgrade, "minimumHealthCapacity", violations);
    checkZero(upgrade, "maximumOverCapacity", violations);
  }

  /** There is never an instance more than wanted: it would have no data. */
  static void checkResident(JsonNode upgrade, Violations violations) {
    checkZero(upgrade, "maximumOverCapacity", violations);
  }

  private static void checkZero(JsonNode upgrade, String field, Violations violations) {
    double value = upgrade.get(field).doubleValue();
    violations.at(field).require(value == 0, "got " + value + ", expected 0.0");
  }

  static void checkUnreachable(JsonNode strategy, Violations violations) {
    if (strategy.isObject()) {
      long inactive = strategy.get("inactiveAfterSeconds").longValue();
      long expunge = strategy.get("expungeAfterSeconds").longValue();
      violations
          .at("inactiveAfterSeconds")
          .require(
              inactive <= expunge,
              "inactiveAfterSeconds ("
                  + inactive
                  + ") must be less or equal to expungeAfterSeconds, which is "
                  + expunge);
    }
  }
}
