package io.cellos.nucleus.zookeeper;

import io.cellos.nucleus.core.Quorum;
import io.cellos.nucleus.core.Step;
import io.cellos.nucleus.membership.Member;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.admin.ZooKeeperAdmin;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.data.Stat;

/** A super user's session with one server, to read and change the ensemble's configuration. */
public final class EnsembleAdmin implements AutoCloseable {
  private static final Duration SESSION = Duration.ofSeconds(6);

  private final ZooKeeperAdmin session;

  private EnsembleAdmin(ZooKeeperAdmin session) {
    this.session = session;
  }

  /**
   * SASL is not used; preparing for it would look up the server's name, which takes seconds where
   * there is no name service.
   */
  private static ZKClientConfig withoutSasl() {
    ZKClientConfig config = new ZKClientConfig();
    config.setProperty(ZKClientConfig.ENABLE_CLIENT_SASL_KEY, "false");
    return config;
  }

  /**
   * Connects to this one server, and to no other later on.
   *
   * @throws IOException if it does not accept the session in time
   */
  public static EnsembleAdmin connect(Member server, SuperUser user, Duration timeout)
      throws IOException, InterruptedException {
    CountDownLatch connected = new CountDownLatch(1);
    ZooKeeperAdmin session =
        new ZooKeeperAdmin(
            server.clientAddress(),
            Math.toIntExact(SESSION.toMillis()),
            event -> {
              if (event.getState() == KeeperState.SyncConnected) {
                connected.countDown();
              }
            },
            withoutSasl());
    EnsembleAdmin admin = new EnsembleAdmin(session);
    if (!connected.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
      admin.close();
      throw new IOException(server.clientAddress() + " accepts no session");
    }
    session.addAuthInfo("digest", user.authInfo());
    return admin;
  }

  /** Who votes, as committed. */
  public Quorum quorum() throws IOException, InterruptedException {
    try {
      return Quorum.parse(session.getConfig(false, new Stat()));
    } catch (KeeperException e) {
      throw new IOException("can't read the configuration: " + e.getMessage(), e);
    }
  }

  /**
   * Performs the change; returns when it is committed.
   *
   * @throws IOException if it was refused, or nobody knows whether it was done (the session broke)
   */
  public void reconfigure(Step.Reconfigure change) throws IOException, InterruptedException {
    List<String> joining = change.joining().stream().map(Member::toServerLine).toList();
    List<String> leaving =
        change.leaving().stream()
            .map(member -> Integer.toString(member.serverId()))
            .collect(Collectors.toList());
    try {
      session.reconfigure(
          joining.isEmpty() ? null : joining,
          leaving.isEmpty() ? null : leaving,
          null,
          change.fromVersion(),
          new Stat());
    } catch (KeeperException e) {
      throw new IOException("reconfiguration not confirmed: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      session.close(2000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
