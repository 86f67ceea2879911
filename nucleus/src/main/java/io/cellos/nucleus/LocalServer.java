package io.cellos.nucleus;

import io.cellos.base.process.JavaCommand;
import io.cellos.base.process.RestartPolicy;
import io.cellos.nucleus.membership.Ensemble;
import io.cellos.nucleus.membership.Member;
import io.cellos.nucleus.zookeeper.FourLetter;
import io.cellos.nucleus.zookeeper.MemberDirectory;
import io.cellos.nucleus.zookeeper.ServerProcess;
import io.cellos.nucleus.zookeeper.ServerReply;
import io.cellos.nucleus.zookeeper.SuperUser;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's ZooKeeper server: keeps its process running while the node is a member, and kills it
 * when it hangs. Used by one thread, except {@link #superUser} and {@link #close}.
 */
final class LocalServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalServer.class);
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final Duration PROBE = Duration.ofSeconds(1);

  /** How long a server may be silent before it counts as hanging. */
  static final Duration HANGS = Duration.ofSeconds(30);

  private final NucleusSettings settings;
  private final JavaCommand java;
  private final MemberDirectory directory;
  private final Duration hangs;
  private final Runnable onExit;
  private RestartPolicy policy = RestartPolicy.fresh(System.nanoTime());
  private ServerProcess process;
  private Run run;
  private long lastSign;
  private boolean closed;

  /** As what the process was started. */
  private record Run(int generation, int serverId) {}

  /**
   * @param hangs how long the server may be silent before it is killed
   * @param onExit runs when the process ends
   */
  LocalServer(
      NucleusSettings settings,
      JavaCommand java,
      MemberDirectory directory,
      Duration hangs,
      Runnable onExit) {
    this.settings = settings;
    this.java = java;
    this.directory = directory;
    this.hangs = hangs;
    this.onExit = onExit;
  }

  /** Whether a process runs as this member of this generation. */
  synchronized boolean runsAs(Ensemble record, Member self) {
    return process != null && new Run(record.generation(), self.serverId()).equals(run);
  }

  /**
   * Starts the process if it does not run and the pause after its last end is over. The member's
   * directory must be prepared.
   */
  synchronized void keepRunning(Ensemble record, Member self) throws IOException {
    long now = System.nanoTime();
    if (process != null && !process.isAlive()) {
      LOG.warn("ZooKeeper ended with status {}", process.exitStatus());
      process = null;
      policy = policy.ended(now);
    }
    if (process != null || closed || !policy.mayStart(now)) {
      return;
    }
    directory.complete(self);
    Path configuration = directory.configuration().write(record, self, directory.data());
    process =
        ServerProcess.start(
            java, settings.heapMegabytes(), configuration, settings.logDirectory(), onExit);
    run = new Run(record.generation(), self.serverId());
    policy = policy.started(now);
    lastSign = now;
    LOG.info("ZooKeeper started as server {}, process {}", self.serverId(), process.pid());
  }

  /** Asks the server how it is; kills it if it hangs. */
  ServerReply probe() {
    ServerProcess probed = current();
    if (probed == null || !probed.isAlive()) {
      return new ServerReply.Silent();
    }
    ServerReply reply = FourLetter.srvr(settings.host(), Member.CLIENT_PORT, PROBE);
    if (!(reply instanceof ServerReply.Silent)) {
      lastSign = System.nanoTime();
    } else if (System.nanoTime() - lastSign > hangs.toNanos()) {
      LOG.warn("ZooKeeper gave no answer for {} s: it is killed and restarted", hangs.toSeconds());
      probed.kill();
    }
    return reply;
  }

  /** The right to reconfigure the running process; empty while none runs. */
  Optional<SuperUser> superUser() {
    return Optional.ofNullable(current()).map(ServerProcess::superUser);
  }

  /** The id of the running process; empty while none runs. */
  OptionalLong processId() {
    ServerProcess now = current();
    return now != null && now.isAlive() ? OptionalLong.of(now.pid()) : OptionalLong.empty();
  }

  boolean isAlive() {
    ServerProcess now = current();
    return now != null && now.isAlive();
  }

  private synchronized ServerProcess current() {
    return process;
  }

  /** Ends the process; it may be started again. */
  synchronized void stop() {
    if (process != null) {
      process.stop(GRACE);
      LOG.info("ZooKeeper stopped");
      process = null;
      policy = RestartPolicy.fresh(System.nanoTime());
    }
  }

  /** Ends the process for good. */
  @Override
  public synchronized void close() {
    closed = true;
    stop();
  }
}
