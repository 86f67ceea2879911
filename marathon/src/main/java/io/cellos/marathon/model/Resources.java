package io.cellos.marathon.model;

/** What one instance (or one container of a pod) gets: processors, MB of memory and of disk. */
public record Resources(double cpus, double mem, double disk, int gpus) {
  public static final Resources DEFAULT = new Resources(1, 128, 0, 0);

  /** What a pod's executor gets when nothing is said. */
  public static final Resources DEFAULT_EXECUTOR = new Resources(0.1, 32, 10, 0);

  public Resources {
    Checks.require(
        cpus >= 0 && mem >= 0 && disk >= 0 && gpus >= 0, "resources must not be negative");
  }

  public Resources plus(Resources other) {
    return new Resources(
        sum(cpus, other.cpus), sum(mem, other.mem), sum(disk, other.disk), gpus + other.gpus);
  }

  /** Three decimals, as Mesos counts. */
  private static double sum(double one, double other) {
    return Math.rint((one + other) * 1000) / 1000;
  }
}
