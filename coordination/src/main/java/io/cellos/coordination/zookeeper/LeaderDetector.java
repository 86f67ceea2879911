package io.cellos.coordination.zookeeper;

import io.cellos.base.lifecycle.Loop;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;

/** Follows who leads in an election of {@link LeaderElection} or of Mesos itself. */
public final class LeaderDetector implements AutoCloseable {
  /** Changes wake it; this is in case that one is missed. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

  private final ZooKeeperSession session;
  private final InfoNodes nodes;
  private final Consumer<Optional<byte[]>> listener;
  private final Loop loop;
  private final Watcher changed = this::onChange;
  private Optional<InfoNodes.Candidate> leader = Optional.empty();
  private int lostSessions;
  private boolean closed;

  private LeaderDetector(
      ZooKeeperSession session, InfoNodes nodes, Consumer<Optional<byte[]>> listener) {
    this.session = session;
    this.nodes = nodes;
    this.listener = listener;
    this.loop = Loop.start("leader-detector", this::round);
    session.onChange(this::onSession);
    loop.wake(); // the session may have begun in between
  }

  /**
   * Begins to follow; returns at once.
   *
   * @param listener hears what the leader says about itself whenever another node leads, or nothing
   *     when none does or the session was lost; one call at a time
   */
  public static LeaderDetector start(
      ZooKeeperSession session, String path, Consumer<Optional<byte[]>> listener) {
    return new LeaderDetector(session, new InfoNodes(session, path), listener);
  }

  /** What the leader says about itself; nothing if none is known. */
  public synchronized Optional<byte[]> leader() {
    return leader.map(InfoNodes.Candidate::data);
  }

  private void onSession(SessionState state) {
    if (state == SessionState.LOST) {
      synchronized (this) {
        lostSessions++;
        settle(lostSessions, Optional.empty());
      }
    }
    loop.wake();
  }

  private void onChange(WatchedEvent event) {
    loop.wake();
  }

  private Duration round() throws IOException, InterruptedException {
    if (session.state() != SessionState.CONNECTED) {
      return LOOK_AGAIN;
    }
    int begun;
    synchronized (this) {
      begun = lostSessions;
    }
    session.makePath(nodes.path());
    List<String> names = nodes.names(changed);
    Optional<InfoNodes.Candidate> first =
        names.isEmpty() ? Optional.empty() : nodes.candidate(names.getFirst());
    if (!names.isEmpty() && first.isEmpty()) {
      return Duration.ZERO; // it has just gone
    }
    settle(begun, first);
    return LOOK_AGAIN;
  }

  private synchronized void settle(int begun, Optional<InfoNodes.Candidate> now) {
    boolean same = now.map(InfoNodes.Candidate::name).equals(leader.map(InfoNodes.Candidate::name));
    if (closed || begun != lostSessions || same) {
      return;
    }
    leader = now;
    listener.accept(leader());
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    loop.close();
  }
}
