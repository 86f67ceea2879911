package io.cellos.marathon;

import io.cellos.coordination.testing.TestZooKeeper;
import io.cellos.marathon.testing.FakeMaster;
import io.cellos.marathon.testing.QuickAgents;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.mesos.v1.Protos.MasterInfo;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.awaitility.Awaitility;

/** A whole Marathon that leads, with a real ZooKeeper and agents that do at once what it wants. */
public final class LiveMarathon implements AutoCloseable {
  private final FakeMaster master = new FakeMaster();
  private final QuickAgents agents = QuickAgents.behind(master);
  private final TestZooKeeper zookeeper;
  private final MarathonServer server;
  private final URI uri;

  private LiveMarathon(Path directory) throws IOException, InterruptedException {
    zookeeper = TestZooKeeper.start(directory);
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    master.beginWith(subscribed(master.uri()));
    uri = URI.create("http://127.0.0.1:" + port);
    String[] flags = {
      "--master=127.0.0.1:" + master.port(),
      "--zk=" + zookeeper.url("/marathon"),
      "--hostname=127.0.0.1",
      "--http_port=" + port,
      "--zk_session_timeout=4000",
    };
    server = MarathonServer.start(MarathonFlags.parse(flags, Map.of()));
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(server::isLeading);
  }

  public static LiveMarathon start(Path directory) throws IOException, InterruptedException {
    return new LiveMarathon(directory);
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

  public URI uri() {
    return uri;
  }

  public QuickAgents agents() {
    return agents;
  }

  @Override
  public void close() {
    server.close();
    master.close();
    zookeeper.close();
  }
}
