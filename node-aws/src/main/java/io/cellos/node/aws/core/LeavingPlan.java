package io.cellos.node.aws.core;

/** What a node does when its instance is to end. */
public final class LeavingPlan {
  private LeavingPlan() {}

  /** What the instance has been told. */
  public enum Notice {
    /** It stays. */
    NONE,
    /** It may be taken away within minutes, or will be; nobody waits for it. */
    SOON,
    /** Its group ends it, and waits until the node lets go. */
    TERMINATE
  }

  /** How far the node is with giving away its work. */
  public enum Drain {
    NOT_BEGUN,
    RUNNING,
    DONE
  }

  /** What to do now. */
  public enum Step {
    STAY,
    /** Begin to give away the node's work. */
    DRAIN,
    /** Tell the group that the node still needs time. */
    HOLD,
    /** Let the group end the instance. */
    LEAVE
  }

  /**
   * The next step.
   *
   * @param member whether the ensemble's record has the node
   * @param groupEnds whether all of the group is to go, so that nobody is left to take over
   */
  public static Step next(Notice notice, Drain drain, boolean member, boolean groupEnds) {
    if (notice == Notice.NONE) {
      return Step.STAY;
    }
    if (drain == Drain.NOT_BEGUN) {
      return Step.DRAIN;
    }
    if (notice == Notice.SOON) {
      return Step.STAY;
    }
    boolean needed = member && !groupEnds;
    return drain == Drain.RUNNING || needed ? Step.HOLD : Step.LEAVE;
  }
}
