package io.cellos.marathon;

import io.cellos.coordination.testing.TestZooKeeper;
import io.cellos.marathon.service.Leadership;
import io.cellos.marathon.testing.FakeMaster;
import io.cellos.marathon.testing.QuickAgents;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.mesos.v1.Protos.MasterInfo;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.awaitility.Awaitility;

/**
 * Two whole Marathons of which one leads, with a real ZooKeeper and agents that do at once what it
 * wants.
 */
public final class LiveMarathon implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final FakeMaster master = new FakeMaster();
  private final QuickAgents agents = QuickAgents.behind(master);
  private final TestZooKeeper zookeeper;
  private final List<URI> uris = new ArrayList<>();
  private final MarathonServer server;
  private final MarathonServer other;

  private LiveMarathon(Path directory) throws IOException, InterruptedException {
    zookeeper = TestZooKeeper.start(directory);
    master.beginWith(subscribed(master.uri()));
    server = begin();
    Awaitility.await().atMost(PATIENCE).until(server::isLeading);
    other = begin();
    Awaitility.await().atMost(PATIENCE).until(() -> other.leadership() instanceof Leadership.Other);
  }

  public static LiveMarathon start(Path directory) throws IOException, InterruptedException {
    return new LiveMarathon(directory);
  }

  private MarathonServer begin() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    uris.add(URI.create("http://127.0.0.1:" + port));
    String[] flags = {
      "--master=127.0.0.1:" + master.port(),
      "--zk=" + zookeeper.url("/marathon"),
      "--hostname=127.0.0.1",
      "--http_port=" + port,
      "--zk_session_timeout=4000",
    };
    return MarathonServer.start(MarathonFlags.parse(flags, Map.of()));
  }

  private static Event subscribed(URI at) {
    Event.Builder event = FakeMaster.subscribed("f-0001").toBuilder();
    event
        .getSubscribedBuilder()
        .setMasterInfo(
            MasterInfo.newBuilder()
                .setId("m-1")
                .setIp(0)
                .setHostname(at.getHost())
                .setPort(at.getPort()));
    return event.build();
  }

  /** Of who leads. */
  public URI uri() {
    return uris.getFirst();
  }

  /** Of one that passes on what it is asked. */
  public URI other() {
    return uris.getLast();
  }

  public QuickAgents agents() {
    return agents;
  }

  @Override
  public void close() {
    other.close();
    server.close();
    master.close();
    zookeeper.close();
  }
}
