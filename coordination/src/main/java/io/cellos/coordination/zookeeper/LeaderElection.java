package io.cellos.coordination.zookeeper;

import io.cellos.base.lifecycle.Loop;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One candidate of an election in Mesos' own format, which every client of Mesos can read: an
 * ephemeral sequential node {@code json.info_NNNNNNNNNN} below the path, the lowest of which leads.
 * A candidate whose session was lost stands again with a new one, until closed.
 */
public final class LeaderElection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LeaderElection.class);

  /** Changes wake it; this is in case that one is missed. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

  /** Hears whether it leads; one call at a time, which must not wait for ZooKeeper. */
  public interface Contender {
    /** It leads from now on. */
    void elected();

    /**
     * It does not lead any more, somebody else may already: the session is lost, or the node is.
     * Once for each time that it was elected.
     */
    void lost(String why);
  }

  private final ZooKeeperSession session;
  private final InfoNodes nodes;
  private final byte[] info;
  private final Predicate<byte[]> earlierRun;
  private final Contender contender;
  private final Loop loop;
  private final Watcher changed = this::onChange;
  private String node;
  private int lostSessions;
  private boolean leading;
  private boolean closed;

  private LeaderElection(
      ZooKeeperSession session,
      InfoNodes nodes,
      byte[] info,
      Predicate<byte[]> earlierRun,
      Contender contender) {
    this.session = session;
    this.nodes = nodes;
    this.info = info.clone();
    this.earlierRun = earlierRun;
    this.contender = contender;
    this.loop = Loop.start("election", this::round);
    session.onChange(this::onSession);
    loop.wake(); // the session may have begun in between
  }

  /**
   * Stands for election; returns at once.
   *
   * @param path for example {@code /mesos}; it is made
   * @param info what others read about this candidate
   * @param earlierRun whether this is the info of a candidate that can't be alive, because it had
   *     the address and port that this program listens on by now. Its node is deleted, so that
   *     nobody waits for the end of its session.
   */
  public static LeaderElection join(
      ZooKeeperSession session,
      String path,
      byte[] info,
      Predicate<byte[]> earlierRun,
      Contender contender) {
    return new LeaderElection(session, new InfoNodes(session, path), info, earlierRun, contender);
  }

  public synchronized boolean isLeading() {
    return leading;
  }

  /** The node that proves the leadership: gone as soon as it may be another's. */
  synchronized Optional<String> proof() {
    return leading ? Optional.of(nodes.pathOf(node)) : Optional.empty();
  }

  private void onSession(SessionState state) {
    if (state == SessionState.LOST) {
      synchronized (this) {
        lostSessions++;
        node = null;
        stepDown("its session with ZooKeeper was lost");
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
    String mine;
    synchronized (this) {
      begun = lostSessions;
      mine = node;
    }
    if (mine == null) {
      session.makePath(nodes.path());
      mine = stand();
    }
    List<String> names = nodes.names(changed);
    return settle(begun, mine, names) ? LOOK_AGAIN : Duration.ZERO;
  }

  /** The node of this session, made if there is none. */
  private String stand() throws IOException, InterruptedException {
    long self = session.handle().getSessionId();
    String mine = null;
    for (String name : nodes.names(null)) {
      InfoNodes.Candidate candidate = nodes.candidate(name).orElse(null);
      if (candidate != null && candidate.session() == self) {
        mine = name; // made just before a connection failed
      } else if (candidate != null && earlierRun.test(candidate.data())) {
        LOG.info("{} is of an earlier run of this program and is deleted", name);
        nodes.delete(name);
      }
    }
    return mine == null ? nodes.create(info) : mine;
  }

  /** Returns whether that was all for now. */
  private synchronized boolean settle(int begun, String mine, List<String> names) {
    if (closed || begun != lostSessions) {
      return closed; // the node was of a session that is no more
    }
    if (!names.contains(mine)) {
      node = null;
      stepDown("its node was deleted");
      return false;
    }
    node = mine;
    if (!leading && names.getFirst().equals(mine)) {
      LOG.info("elected with {}", mine);
      leading = true;
      contender.elected();
    }
    return true;
  }

  private void stepDown(String why) {
    if (leading) {
      LOG.warn("leads no more: {}", why);
      leading = false;
      contender.lost(why);
    }
  }

  /** Withdraws: another leads at once. The contender hears nothing of it. */
  @Override
  public void close() {
    String last;
    synchronized (this) {
      closed = true;
      leading = false;
      last = node;
    }
    loop.close();
    if (last != null && session.state() == SessionState.CONNECTED) {
      try {
        nodes.delete(last);
      } catch (IOException e) {
        LOG.info("could not withdraw, the session's end will do it: {}", e.toString());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
