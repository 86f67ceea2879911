package io.cellos.marathon.core;

import io.cellos.marathon.core.instance.Condition;
import io.cellos.marathon.core.instance.Fitness;
import io.cellos.marathon.core.instance.Goal;
import io.cellos.marathon.core.instance.Instance;

/** Counts some instances of an app, so that nobody has to go through all of them. */
final class Tally {
  private int present;
  private int active;
  private int counted;
  private int notSick;
  private int well;
  private int waiting;

  /**
   * @param times 1 if it comes, -1 if it goes
   */
  void count(Instance instance, int times) {
    present += times;
    if (instance.goal() == Goal.RUNNING) {
      active += times;
      notSick += Fitness.isNotSick(instance) ? times : 0;
      well += Fitness.isWell(instance) ? times : 0;
      waiting += instance.isWaiting() ? times : 0;
    }
    if (isCounted(instance)) {
      counted += times;
    }
  }

  static boolean isCounted(Instance instance) {
    return instance.goal() != Goal.DECOMMISSIONED
        && instance.condition() != Condition.UNREACHABLE_INACTIVE;
  }

  /** All, those included that are to end. */
  int present() {
    return present;
  }

  /** Those that shall run. */
  int active() {
    return active;
  }

  /** Those that run or will, as far as is known: of these an app has a certain number. */
  int counted() {
    return counted;
  }

  /** Those of the active that run and of which nothing bad is known. */
  int notSick() {
    return notSick;
  }

  /** Those of the active that do their work. */
  int well() {
    return well;
  }

  /** Those that wait for offers. */
  int waiting() {
    return waiting;
  }

  /** Those that were told to end and have not. */
  int ending() {
    return present - active;
  }
}
