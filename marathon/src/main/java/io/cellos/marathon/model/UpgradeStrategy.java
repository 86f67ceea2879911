package io.cellos.marathon.model;

/**
 * How many instances there must and may be while they are replaced, as fractions of the instances
 * wanted.
 */
public record UpgradeStrategy(double minimumHealthCapacity, double maximumOverCapacity) {
  public static final UpgradeStrategy DEFAULT = new UpgradeStrategy(1, 1);

  /** For what keeps data: never a second instance beside it. */
  public static final UpgradeStrategy RESIDENT = new UpgradeStrategy(0.5, 0);

  public UpgradeStrategy {
    Checks.require(
        minimumHealthCapacity >= 0
            && minimumHealthCapacity <= 1
            && maximumOverCapacity >= 0
            && maximumOverCapacity <= 1,
        "capacities are 0 to 1");
  }
}
