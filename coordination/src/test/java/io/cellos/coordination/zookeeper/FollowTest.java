package io.cellos.coordination.zookeeper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellos.base.files.AtomicFiles;
import io.cellos.base.lifecycle.Closer;
import io.cellos.base.lifecycle.Logs;
import io.cellos.coordination.testing.TestZooKeeper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session moves to other servers when its file says so. */
class FollowTest {
  @TempDir Path directory;

  /** Another address of the same server, which can be closed. */
  private static final class Door implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final int target;

    Door(int target) throws IOException {
      this.target = target;
      Thread.ofVirtual().start(this::accept);
    }

    String connect() {
      return "127.0.0.1:" + socket.getLocalPort();
    }

    private void accept() {
      try {
        while (true) {
          Socket in = socket.accept();
          Socket out = new Socket(InetAddress.getLoopbackAddress(), target);
          open.addAll(List.of(in, out));
          Thread.ofVirtual().start(() -> pipe(in, out));
          Thread.ofVirtual().start(() -> pipe(out, in));
        }
      } catch (IOException e) {
        return; // closed
      }
    }

    private static void pipe(Socket from, Socket to) {
      try (from;
          to) {
        from.getInputStream().transferTo(to.getOutputStream());
      } catch (IOException e) {
        return; // closed
      }
    }

    @Override
    public void close() {
      try {
        socket.close();
        for (Socket one : open) {
          one.close();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void theSessionStaysTheSame() throws IOException, InterruptedException {
    Logs.off();
    Path file = directory.resolve("zk");
    try (Closer closer = new Closer()) {
      TestZooKeeper server = closer.add(TestZooKeeper.start(directory.resolve("zookeeper")));
      int port = Integer.parseInt(server.connect().split(":")[1]);
      Door first = closer.add(new Door(port));
      Door second = closer.add(new Door(port));
      write(file, first);
      ZooKeeperSession session =
          closer.add(
              ZooKeeperSession.open(
                  ZkSource.parse("file://" + file), ZooKeeperSession.USUAL_TIMEOUT));
      Log log = new Log();
      LeaderElection election =
          closer.add(
              LeaderElection.join(
                  session, session.path(), "one".getBytes(UTF_8), data -> false, log));
      await().atMost(Duration.ofSeconds(20)).until(election::isLeading);
      long id = session.handle().getSessionId();

      first.close(); // the server leaves, and only then the list changes
      await().until(() -> session.state() == SessionState.SUSPENDED);
      write(file, second);
      await().atMost(Duration.ofSeconds(4)).until(() -> session.state() == SessionState.CONNECTED);
      assertThat(session.handle().getSessionId()).isEqualTo(id);

      Door third = closer.add(new Door(port));
      write(file, third); // the list changes, then the server leaves
      await().atMost(Duration.ofSeconds(4)).until(() -> !third.open.isEmpty());
      second.close();
      StateStore.below(session, "/mesos/state").put("key", new byte[0]);
      assertThat(session.handle().getSessionId()).isEqualTo(id);
      assertThat(log.calls()).containsExactly("elected");
    }
  }

  private static void write(Path file, Door door) throws IOException {
    AtomicFiles.write(file, ("zk://" + door.connect() + "/mesos\n").getBytes(UTF_8));
  }
}
