package io.cellos.nucleus.core;

import io.cellos.nucleus.membership.Ensemble;
import io.cellos.nucleus.membership.Member;
import java.util.List;

/** The one thing to do next; after it, everything is looked at and planned anew. */
public sealed interface Step {

  /** The ensemble is as it shall be. */
  record Nothing() implements Step {}

  /**
   * Something else must happen first.
   *
   * @param what for people, after "waiting for"
   */
  record Wait(String what) implements Step {}

  /**
   * Write the record in the shared store, if it still is as it was read.
   *
   * @param why for the log, for example {@code n-0a1b2c3d is admitted as server 4}
   */
  record Write(Ensemble next, String why) implements Step {}

  /**
   * Change ZooKeeper's configuration, if it still has this version; both changes take effect in one
   * transaction.
   *
   * @param joining servers that begin to vote
   * @param leaving servers that cease to be members
   */
  record Reconfigure(long fromVersion, List<Member> joining, List<Member> leaving)
      implements Step {}
}
