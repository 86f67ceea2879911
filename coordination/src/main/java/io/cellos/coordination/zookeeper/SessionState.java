package io.cellos.coordination.zookeeper;

/** How the session with ZooKeeper is, and what that obliges to. */
public enum SessionState {
  /** No server has answered yet: nothing is known, nothing may be claimed. */
  CONNECTING,

  /** All is well: what was claimed holds, what was read is followed. */
  CONNECTED,

  /**
   * No server answers: claims still hold, but no change can be made or heard of. Who leads goes on
   * with what needs no change.
   */
  SUSPENDED,

  /**
   * The session is over, told so by a server or because none answered for a session timeout: what
   * was claimed is others' now. Who led must stop at once; a new session follows by itself.
   */
  LOST
}
