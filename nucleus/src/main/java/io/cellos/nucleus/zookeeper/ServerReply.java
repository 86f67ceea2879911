package io.cellos.nucleus.zookeeper;

/** What a ZooKeeper server said to {@code srvr}. */
public sealed interface ServerReply {

  /** Nothing: it does not run, hangs or is paused. */
  record Silent() implements ServerReply {}

  /** It runs, but has no quorum or not all data yet. */
  record NotServing() implements ServerReply {}

  /**
   * It serves clients.
   *
   * @param leader whether it leads; otherwise it follows
   */
  record Serving(boolean leader) implements ServerReply {}

  default boolean serving() {
    return this instanceof Serving;
  }

  default boolean leading() {
    return this instanceof Serving serving && serving.leader();
  }
}
