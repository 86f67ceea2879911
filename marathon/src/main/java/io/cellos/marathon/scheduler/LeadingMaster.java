package io.cellos.marathon.scheduler;

import io.cellos.base.lifecycle.Closer;
import io.cellos.coordination.zookeeper.LeaderDetector;
import io.cellos.coordination.zookeeper.ZooKeeperSession;
import io.cellos.protocols.mesos.LeaderInfo;
import io.cellos.protocols.mesos.WireException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows which master leads. */
final class LeadingMaster implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LeadingMaster.class);

  private final Closer closer = new Closer();
  private final Runnable changed;
  private Optional<URI> now = Optional.empty();

  private LeadingMaster(Runnable changed) {
    this.changed = changed;
  }

  /**
   * Begins to follow.
   *
   * @param changed called when another one leads, or none is known any more; must not wait
   * @throws IOException if it can't be read where ZooKeeper is
   */
  static LeadingMaster follow(MasterAddress address, Runnable changed) throws IOException {
    LeadingMaster leader = new LeadingMaster(changed);
    switch (address) {
      case MasterAddress.Fixed(URI master) -> leader.set(Optional.of(master));
      case MasterAddress.InZooKeeper(var zookeeper) -> {
        ZooKeeperSession session =
            leader.closer.add(ZooKeeperSession.open(zookeeper, ZooKeeperSession.USUAL_TIMEOUT));
        leader.closer.add(
            LeaderDetector.start(
                session, session.path(), info -> leader.set(info.flatMap(LeadingMaster::read))));
      }
    }
    return leader;
  }

  private static Optional<URI> read(byte[] info) {
    try {
      return Optional.of(LeaderInfo.read(info).uri());
    } catch (WireException e) {
      LOG.warn("the leading master's node can't be read: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private void set(Optional<URI> leader) {
    synchronized (this) {
      if (leader.equals(now)) {
        return;
      }
      now = leader;
      notifyAll();
    }
    LOG.info("leading master: {}", leader.map(URI::toString).orElse("none known"));
    changed.run();
  }

  synchronized Optional<URI> now() {
    return now;
  }

  /** The leading master, as soon as there is one; nothing if there is none for so long. */
  synchronized Optional<URI> await(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (now.isEmpty()) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return now;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return now;
  }

  @Override
  public void close() {
    closer.close();
  }
}
