package io.cellos.marathon.core.deploy;

import io.cellos.marathon.model.RunSpec;
import io.cellos.marathon.model.UpgradeStrategy;

/**
 * Where a restart is, and what comes next. It is asked again whenever something changes, and
 * remembers nothing but what the instances show, so a new leader goes on where the last one
 * stopped.
 *
 * @param spec what is being restarted; it wants at least one instance
 * @param oldPresent old instances that are not gone yet, those included that are told to end
 * @param oldActive those of them that shall still run
 * @param oldHealthy those of the active that are considered healthy
 * @param started new instances that shall run, launched or not
 * @param ready those of them that are considered healthy and are ready
 */
public record RestartProgress(
    RunSpec spec, int oldPresent, int oldActive, int oldHealthy, int started, int ready) {

  /**
   * What to do now.
   *
   * @param kill how many old instances to end, those that are not healthy first
   * @param start how many new ones to start
   */
  public record Next(int kill, int start, boolean finished) {}

  public RestartProgress {
    if (spec.instances() < 1) {
      throw new IllegalArgumentException("instances must be > 0 but is " + spec.instances());
    }
    if (oldHealthy > oldActive || oldActive > oldPresent || ready > started) {
      throw new IllegalArgumentException("a part is more than the whole");
    }
  }

  /** How many healthy instances there must be, if there were so many. */
  int minHealthy() {
    return (int) Math.ceil(spec.instances() * strategy().minimumHealthCapacity());
  }

  /** How many instances, old and new, there may be. */
  int maxCapacity() {
    int capacity = (int) (spec.instances() * (1 + strategy().maximumOverCapacity()));
    return isTight(capacity) && !spec.isResident() ? capacity + 1 : capacity;
  }

  private UpgradeStrategy strategy() {
    return spec.policies().upgrade();
  }

  private int healthy() {
    return oldHealthy + ready;
  }

  /**
   * No room to start a new one and none to end an old one. Something must give: what keeps data has
   * an instance less for a while, everything else one more.
   */
  private boolean isTight(int capacity) {
    return minHealthy() == capacity && capacity <= healthy();
  }

  public Next next() {
    int room = maxCapacity() - oldPresent - started;
    int missing = Math.max(0, spec.instances() - started);
    return new Next(
        kill(Math.max(0, missing - Math.max(0, room))),
        Math.min(missing, Math.max(0, room)),
        oldActive == 0 && ready >= spec.instances());
  }

  /**
   * @param lacking how many new instances can't be started for want of room
   */
  private int kill(int lacking) {
    int spare = Math.max(0, healthy() - minHealthy());
    if (spec.isResident() && isTight(maxCapacity())) {
      spare++;
    }
    int sick = oldActive - oldHealthy;
    int replaced = Math.max(0, oldActive - Math.max(0, spec.instances() - ready));
    int ending = oldPresent - oldActive;
    int useless = Math.min(sick, Math.max(replaced, lacking - ending));
    return Math.min(oldActive, Math.max(spare, useless));
  }
}
